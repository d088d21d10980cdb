import Files
import Foundation
import Testing

/// The world's mistakes end with 1 and one sentence that names the file; nothing is half-written.
@Suite struct BadInputTests {
    private func place() throws -> Workplace {
        let place = try Workplace()
        try place.writeWeights()
        try place.writePicture("content.png")
        try place.writePicture("style.png", seed: 2)
        return place
    }

    private func expectRefusal(
        _ outcome: Program.Outcome, naming words: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(outcome.status == 1, sourceLocation: sourceLocation)
        #expect(outcome.signal == nil, sourceLocation: sourceLocation)
        #expect(outcome.output.isEmpty, sourceLocation: sourceLocation)
        #expect(outcome.hasOneSentence, "\(outcome.errors)", sourceLocation: sourceLocation)
        for word in words {
            #expect(outcome.errors.contains(word), "\(outcome.errors)", sourceLocation: sourceLocation)
        }
    }

    /// A file of that name with a defect.
    private func spoil(_ place: Workplace, _ name: String, _ defect: String) throws {
        let url = URL(fileURLWithPath: place.path(name))
        switch defect {
        case "missing": try? FileManager.default.removeItem(at: url)
        case "empty": try Data().write(to: url)
        case "text": try Data("hello there, this is no picture at all".utf8).write(to: url)
        case "gif": try Data("GIF89a................".utf8).write(to: url)
        case "truncated":
            let whole = try Workplace.picture(width: 64, height: 64).encodedPNG()
            try Data(whole.prefix(whole.count / 2)).write(to: url)
        case "header": try Data(Workplace.picture(width: 64, height: 64).encodedPNG().prefix(20)).write(to: url)
        case "tiny": try place.writePicture(name, width: 7, height: 20)
        case "huge": try place.writePicture(name, width: 20_000, height: 10)
        default: Issue.record("unknown defect \(defect)")
        }
    }

    @Test(
        arguments: ["missing", "empty", "text", "gif", "truncated", "header", "tiny", "huge"],
        ["content.png", "style.png"])
    func unusableImages(_ defect: String, _ name: String) throws {
        let place = try place()
        try spoil(place, name, defect)
        let outcome = try place.program.run(
            [
                "stylize", "content.png", "style.png", "--output", "out", "--weights", "weights.safetensors", "--steps",
                "1",
            ])
        expectRefusal(outcome, naming: [name])
        #expect(!FileManager.default.fileExists(atPath: place.path("out")))
    }

    @Test func aPairThatTakesMoreMemoryThanAllowedIsRefused() throws {
        let place = try place()
        let arguments = ["stylize", "content.png", "style.png", "--output", "out", "--weights", "weights.safetensors"]
        expectRefusal(
            try place.program.run(arguments + ["--memory", "90M"]),
            naming: ["content.png", "--size", "--memory", "90 MiB"])
        #expect(!FileManager.default.fileExists(atPath: place.path("out")))
        let wrong = try place.program.run(arguments + ["--memory", "much"])
        #expect(wrong.status == 64 && wrong.errors.contains("--memory much"))
    }

    @Test func aVariableThatNamesNoFileIsNamed() throws {
        let place = try place()
        let variables = ["MINISTYLER_WEIGHTS", "MINISTYLER_LOSS_NETWORK"]
        for variable in variables {
            var program = place.program
            program.environment[variable] = "gone.safetensors"
            let weights = variable == variables[0] ? [] : ["--weights", "weights.safetensors"]
            let outcome = try program.run(
                ["stylize", "content.png", "style.png", "--output", "out", "--steps", "1", "--json"] + weights)
            expectRefusal(outcome, naming: ["gone.safetensors", variable])
        }
        var program = place.program
        program.environment[variables[1]] = "gone.safetensors"
        expectRefusal(
            try program.run(["train", "--content", ".", "--style", ".", "--run", "run"]),
            naming: ["gone.safetensors", variables[1]])
    }

    @Test func aLossNetworkInThePlaceOfAnAgentIsToldAsOne() throws {
        let place = try place()
        let file = TensorFile(metadata: ["layers": "[]"])
        var network = file
        network["conv1.bias"] = StoredTensor(shape: [1], values: [0])
        try Safetensors.write(network, to: place.path("loss.safetensors"))
        let outcome = try place.program.run(
            ["stylize", "content.png", "style.png", "--output", "out", "--weights", "loss.safetensors"])
        expectRefusal(outcome, naming: ["loss.safetensors", "it holds a loss network"])
    }

    @Test func hugeImagesFitWithSize() throws {
        let place = try place()
        try place.writePicture("content.png", width: 5000, height: 40)
        let outcome = try place.program.run(
            [
                "stylize", "content.png", "style.png", "--output", "out", "--weights", "weights.safetensors", "--steps",
                "1",
                "--size", "32",
            ])
        #expect(outcome.status == 0)
        #expect(try Picture.dimensions(of: place.path("out/frame-01.png")).width == 4000)
    }

    @Test func unusableWeights() throws {
        let place = try place()
        var short = Workplace.weights()
        short["builder.dec5.0.conv_layer.bias"] = nil
        try Safetensors.write(short, to: place.path("short.safetensors"))
        var misshapen = Workplace.weights()
        misshapen["builder.dec5.0.conv_layer.bias"] = StoredTensor(shape: [4], values: [0, 0, 0, 0])
        try Safetensors.write(misshapen, to: place.path("misshapen.safetensors"))
        try place.write("nonsense", to: "text.safetensors")
        for (name, word) in [
            ("absent.safetensors", "no such file"), ("short.safetensors", "builder.dec5.0.conv_layer.bias"),
            ("misshapen.safetensors", "[4]"), ("text.safetensors", "safetensors"), ("content.png", "content.png"),
        ] {
            let outcome = try place.program.run(
                ["stylize", "content.png", "style.png", "--output", "out", "--weights", name, "--steps", "1"])
            expectRefusal(outcome, naming: [name, word])
            #expect(!FileManager.default.fileExists(atPath: place.path("out")))
        }
    }

    @Test func missingDefaultWeightsSayHowToGetSome() throws {
        let place = try place()
        // Away from the checkout, so that no assets are found.
        try FileManager.default.copyItem(atPath: Program.path, toPath: place.path("ministyler"))
        var program = place.program
        program.executable = place.path("ministyler")
        let outcome = try program.run(["stylize", "content.png", "style.png", "--output", "out"])
        expectRefusal(outcome, naming: ["--weights", "ministyler convert", "ministyler train"])
    }

    @Test func emptyFolder() throws {
        let place = try place()
        try place.makeFolder("nothing")
        let outcome = try place.program.run(
            ["stylize", "nothing", "style.png", "--output", "out", "--weights", "weights.safetensors"])
        expectRefusal(outcome, naming: ["nothing", "holds no picture"])
    }

    @Test(arguments: ["content.png", "content.png/below", "/proc/ministyler"])
    func unusableOutputFolder(_ folder: String) throws {
        let place = try place()
        let before = try place.names()
        let outcome = try place.program.run(
            [
                "stylize", "content.png", "style.png", "--output", folder, "--weights", "weights.safetensors",
                "--steps", "1",
            ])
        expectRefusal(outcome, naming: [folder, "--output"])
        #expect(try place.names() == before)
    }

    @Test func fullDiskLeavesTheOldFileWhole() throws {
        let place = try place()
        try place.makeFolder("out")
        try place.write("old", to: "out/frame-01.safetensors")
        try place.writePicture("content.png", width: 64, height: 64)
        // A limit on the size of files stands in for the disk: 4 KiB.
        let outcome = try place.program.shell(
            "trap '' XFSZ; ulimit -f 4; exec \"$PROGRAM\" stylize content.png style.png --output out "
                + "--weights weights.safetensors --steps 1 --format safetensors")
        expectRefusal(outcome, naming: ["out/frame-01.safetensors"])
        #expect(try place.names(in: "out") == ["frame-01.safetensors"])
        #expect(try String(contentsOfFile: place.path("out/frame-01.safetensors"), encoding: .utf8) == "old")
    }

    @Test func fullStandardOutputIsAnError() throws {
        let place = try place()
        let outcome = try place.program.shell("\"$PROGRAM\" info weights.safetensors > /dev/full")
        expectRefusal(outcome, naming: ["Standard output", "space"])
    }

    @Test(arguments: ["missing", "empty", "text", "gif", "truncated", "header"]) func infoOfBadFiles(_ defect: String)
        throws
    {
        let place = try place()
        try spoil(place, "file", defect)
        expectRefusal(try place.program.run(["info", "file"]), naming: ["file"])
    }

    @Test(arguments: [
        ["watch", "absent"], ["watch", "absent", "--snapshot", "80x24"],
        ["evaluate", "absent", "--loss-network", "weights.safetensors"],
        ["bench", "--train", "--loss-network", "absent.safetensors"],
        ["convert", "--loss-network", "absent", "--output", "w"],
    ])
    func otherVerbsNameWhatIsMissing(_ arguments: [String]) throws {
        let place = try place()
        let outcome = try place.program.run(arguments)
        expectRefusal(outcome, naming: [arguments[0] == "evaluate" ? "weights.safetensors" : "absent"])
    }

    @Test func infoOfAFolder() throws {
        let place = try place()
        expectRefusal(try place.program.run(["info", "."]), naming: ["folder"])
    }

    @Test func theExplorerNeedsATerminal() throws {
        expectRefusal(try Program().run([]), naming: ["terminal", "ministyler stylize"])
    }

    @Test(arguments: [("TERM=nonsense", "nonsense"), ("TERM=dumb", "dumb")])
    func theExplorerNamesAnUnsuitableTerminal(_ setting: String, _ word: String) throws {
        // script(1) provides the pseudo-terminal and merges both streams.
        let outcome = try Program().shell("\(setting) script -qec '\"$PROGRAM\"' /dev/null")
        #expect(outcome.status == 1)
        #expect(outcome.output.hasPrefix("ministyler: "), "\(outcome.output)")
        #expect(outcome.output.contains(word))
        #expect(outcome.output.split(whereSeparator: \.isNewline).count == 1)
    }
}
