import Engine
import Files
import Foundation
import PseudoTerminal
import Testing

/// The explorer as a person uses it, on a pseudo-terminal that answers like xterm with sixel.
@Suite(.serialized) struct ExplorerTests {
    private static let sixel = "\u{1B}P0;1q"
    private static let pictureEnd = Array("\u{1B}\\\u{1B}8".utf8)

    private static func start(_ place: Workplace, _ arguments: [String]) throws -> PseudoTerminal {
        try PseudoTerminal(
            ["/usr/bin/env", "-C", place.folder, Program.path] + arguments, columns: 100, rows: 30,
            environment: ["HOME": place.folder, "OMP_NUM_THREADS": "2"])
    }

    /// Has everything written again until a text is there; in between, only what changes is written.
    ///
    /// A step's place reads `1/2` where the read-out is short of rows, as beside a loss network's lines, else `1 of 2`.
    static func see(_ wanted: String, on terminal: PseudoTerminal, seconds: Double = 300) throws {
        let deadline = ContinuousClock.now + .seconds(seconds)
        var isWide = false
        while true {
            terminal.settle()
            let start = terminal.output.count
            isWide.toggle()
            terminal.resize(columns: isWide ? 101 : 100, rows: 30)
            terminal.settle()
            let screen = String(decoding: terminal.output[start...], as: UTF8.self)
            if screen.contains(wanted) || screen.contains(wanted.replacing("/", with: " of ")) { return }
            guard ContinuousClock.now < deadline else {
                throw PseudoTerminal.Failure(reason: "'\(wanted)' is not on the screen")
            }
        }
    }

    @Test func aPictureIsChosenSteppedScrubbedAndExported() throws {
        let place = try Workplace()
        try place.writeWeights()
        try place.writePicture("content.png", width: 64, height: 48)
        try place.writePicture("style.jpg", width: 40, height: 56, seed: 2)
        let terminal = try Self.start(place, ["content.png", "--weights", "weights.safetensors"])
        try Self.see("press s", on: terminal)
        #expect(terminal.text.contains(Self.sixel))
        terminal.type("s")
        try Self.see("Choose the style", on: terminal)
        terminal.type("sty")
        try Self.see("style.jpg", on: terminal)
        terminal.type("\r")
        try Self.see("Space takes the first step", on: terminal)
        terminal.type(" ")
        try Self.see("1/1", on: terminal)
        terminal.type(" ")
        try Self.see("2/2", on: terminal)
        terminal.type("\u{1B}[D")
        try Self.see("1/2", on: terminal)
        terminal.type("e")
        try Self.see("Export step 1", on: terminal)
        terminal.type("\u{15}chosen\r")
        try Self.see("Written", on: terminal)
        terminal.type("q")
        #expect(try terminal.waitForEnd() == .code(0))
        #expect(terminal.modes == terminal.originalModes)

        let path = place.path("Pictures/MiniStyler/chosen.png")
        let recipe = try #require(try Recipe.read(from: path))
        #expect(recipe.step == 1 && recipe.content.name == "content.png" && recipe.style.name == "style.jpg")
        var sequence = try StyleSequence(
            agent: Agent.load(place.path("weights.safetensors")),
            content: FloatImage(Picture.read(place.path("content.png"))),
            style: FloatImage(Picture.read(place.path("style.jpg"))))
        let expected = try sequence.step().image.picture().rgb
        let written = try Picture.read(path).rgb
        #expect(written.count == expected.count)
        #expect(zip(written, expected).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
    }

    /// Measures a release build and prints what docs/terminal.md reports:
    /// `MINISTYLER_PROGRAM=$PWD/.build/release/ministyler swift test --filter howSoonPicturesAreThere`.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["MINISTYLER_PROGRAM"] != nil))
    func howSoonPicturesAreThere() throws {
        let place = try Workplace()
        try place.writeWeights()
        try place.writePicture("content.png", width: 768, height: 512)
        try place.writePicture("style.png", width: 768, height: 512, seed: 2)
        let arguments = ["content.png", "style.png", "--weights", "weights.safetensors"]
        var starts: [Double] = []
        var terminal = try Self.start(place, arguments)
        for attempt in 0..<5 {
            if attempt > 0 { terminal = try Self.start(place, arguments) }
            let start = ContinuousClock.now
            while terminal.output.firstRange(of: Self.pictureEnd) == nil {
                guard terminal.read(milliseconds: 10_000) else {
                    throw PseudoTerminal.Failure(reason: "no picture came")
                }
            }
            starts.append((ContinuousClock.now - start) / .seconds(1))
            if attempt < 4 {
                terminal.settle()
                terminal.type("q")
                #expect(try terminal.waitForEnd() == .code(0))
            }
        }
        try Self.see("Space takes the first step", on: terminal)
        for step in 1...3 {
            terminal.type(" ")
            try Self.see("\(step) of \(step)", on: terminal)
        }
        // There and back over all frames, so that each is encoded.
        for _ in 0..<6 {
            terminal.type("\u{1B}[H")
            terminal.settle(milliseconds: 1500)
            terminal.type("\u{1B}[F")
            terminal.settle(milliseconds: 1500)
        }
        var waits: [Double] = []
        var bytes = 0
        for _ in 0..<40 {
            // Random weights make dull frames; the content is one of full size.
            terminal.type("\u{1B}[F")
            terminal.settle(milliseconds: 100)
            let before = terminal.output.count
            let pressed = ContinuousClock.now
            terminal.type("\u{1B}[H")
            let last = try #require(terminal.settle(milliseconds: 150))
            waits.append((last - pressed) / .milliseconds(1))
            bytes = terminal.output.count - before
        }
        terminal.type("q")
        #expect(try terminal.waitForEnd() == .code(0))
        // A frame of 768 × 512 is some hundred kilobytes of sixel, and there were 40.
        #expect(bytes > 50_000)
        let (start, wait) = (starts.sorted()[2], waits.sorted()[20])
        print(
            String(
                format:
                    "explorer: first picture after %.3f s (median of 5); key to last byte %.1f ms (median of 40, %d kB)",
                start, wait, bytes / 1000))
        #expect(start < 0.5 && wait < 16)
    }
}
