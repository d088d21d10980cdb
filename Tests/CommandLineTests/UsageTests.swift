import Testing

/// Wrong usage ends with 64, names what is wrong and touches nothing.
@Suite struct UsageTests {
    static let cases: [(arguments: [String], named: String)] = [
        (["stylize"], "<content>"),
        (["stylize", "c.png"], "<style>"),
        (["stylize", "c.png", "s.png"], "--output"),
        (["stylize", "c.png", "s.png", "extra.png", "--output", "o"], "extra.png"),
        (["stylize", "c.png", "s.png", "--output", "o", "--steps", "0"], "--steps"),
        (["stylize", "c.png", "s.png", "--output", "o", "--steps", "ten"], "ten"),
        (["stylize", "c.png", "s.png", "--output", "o", "--frames", "1,x"], "'x'"),
        (["stylize", "c.png", "s.png", "--output", "o", "--frames", "1,,2"], "--frames"),
        (["stylize", "c.png", "s.png", "--output", "o", "--frames", "0"], "'0'"),
        (["stylize", "c.png", "s.png", "--output", "o", "--frames", ""], "--frames"),
        (["stylize", "c.png", "s.png", "--output", "o", "--frames", "12"], "--steps 12"),
        (["stylize", "c.png", "s.png", "--output", "o", "--size", "7"], "--size"),
        (["stylize", "c.png", "s.png", "--output", "o", "--brush", "0.5"], "--brush"),
        (["stylize", "c.png", "s.png", "--output", "o", "--brush", "inf"], "--brush"),
        (["stylize", "c.png", "s.png", "--output", "o", "--detail", "0.5"], "add --brush 2"),
        (["stylize", "c.png", "s.png", "--output", "o", "--brush", "2", "--detail", "1.5"], "--detail"),
        (["stylize", "c.png", "s.png", "--output", "o", "--alpha", "1.5"], "--alpha"),
        (["stylize", "c.png", "s.png", "--output", "o", "--alpha", "nan"], "--alpha"),
        (["stylize", "c.png", "s.png", "--output", "o", "--keep-colours", "1.5"], "--keep-colours"),
        (["stylize", "c.png", "s.png", "--output", "o", "--take-palette", "nan"], "--take-palette"),
        (["stylize", "c.png", "s.png", "--output", "o", "--action", "best"], "best"),
        (["stylize", "c.png", "s.png", "--output", "o", "--seed", "-1"], "--seed"),
        (["stylize", "c.png", "s.png", "--output", "o", "--seed", "7"], "--action sample"),
        (["stylize", "c.png", "s.png", "--output", "o", "--format", "gif"], "gif"),
        (["stylize", "c.png", "s.png", "--output", "o", "--frobnicate"], "--frobnicate"),
        (["convert", "--output", "w.safetensors"], "--actor"),
        (["convert", "--actor", "a.pth", "--output", "w.safetensors"], "--builder"),
        (["convert", "--actor", "a.pth", "--builder", "b.pth"], "--output"),
        (["convert", "--loss-network", "v.pth", "--actor", "a.pth", "--output", "w.safetensors"], "--loss-network"),
        (["convert", "--calibrate", "d", "--actor", "a", "--builder", "b", "--output", "w"], "--calibrate"),
        (["train", "--content", "c", "--style", "s"], "--run"),
        (["train", "--run", "r"], "--content"),
        (["train", "--run", "r", "--content", "c", "--style", "s", "--crop", "66"], "--crop"),
        (["train", "--run", "r", "--content", "c", "--style", "s", "--weights-manual", "1,3"], "--weights-manual"),
        (["watch", "--smoothing", "1"], "Smoothing"),
        (["watch", "--filter", "("], "regular expression"),
        (["watch", "--snapshot", "80"], "120x40"),
        (["watch", "--snapshot", "30x8"], "40x12"),
        (["evaluate"], "<pairs>"),
        (["evaluate", "pairs", "--steps", "0"], "--steps"),
        (["bench", "--size", "big"], "big"),
        (["bench", "--size", "4x4"], "--size"),
        (["info"], "<file>"),
        (["explore", "a.png", "b.png", "c.png"], "c.png"),
        (["a.png", "b.png", "--graphics", "ascii"], "ascii"),
        (["--frobnicate"], "--frobnicate"),
        (["trian", "--run", "r"], "ministyler train?"),
        (["satellite"], "the subcommands are explore, watch"),
        (["train", "--run", "r", "--content", "c", "--style", "s", "--set", "x=1"], "Usage: ministyler train "),
    ]

    @Test(arguments: cases.indices) func wrongUsageIs64(_ index: Int) throws {
        let place = try Workplace()
        let (arguments, named) = Self.cases[index]
        let outcome = try place.program.run(arguments)
        #expect(outcome.status == 64, "\(arguments)")
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("Error: "))
        #expect(outcome.errors.contains(named), "\(outcome.errors)")
        #expect(try place.names().isEmpty)
    }

    @Test(
        "the verb that was meant",
        arguments: [
            ("trian", "train"), ("stylise", "stylize"), ("Bench", "bench"), ("eval", "evaluate"), ("inf", "info"),
            ("e", nil), ("mountains", nil),
        ])
    func meantVerb(_ word: String, _ meant: String?) throws {
        let place = try Workplace()
        let outcome = try place.program.run([word])
        #expect(outcome.status == 64)
        let remedy = meant.map { "did you mean ministyler \($0)?" } ?? "the subcommands are"
        #expect(outcome.errors.contains(remedy))
        // After help it cannot mean a folder.
        try place.makeFolder(word)
        let help = try place.program.run(["help", word])
        #expect(help.status == 64 && help.errors.contains(remedy), "\(help.errors)")
    }
}
