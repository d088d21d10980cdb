import Files
import Foundation
import PseudoTerminal
import Testing

/// Walks through what the explorer offers, each on a pseudo-terminal with the program as it is.
@Suite(.serialized) struct TourTests {
    /// What is typed, and what has to be there then: on the screen, or among the bytes that the terminal got.
    struct Stop: Sendable {
        let keys: String
        var screen: String?
        var bytes: String?

        init(_ keys: String, _ screen: String? = nil, bytes: String? = nil) {
            (self.keys, self.screen, self.bytes) = (keys, screen, bytes)
        }
    }

    struct Tour: Sendable, CustomTestStringConvertible {
        let name: String
        var options: [String] = []
        var settings: String?
        let stops: [Stop]

        var testDescription: String { name }
    }

    private static let escape = "\u{1B}"
    private static let twoSteps = [Stop("", "Space takes the first step"), Stop(" ", "1/1"), Stop(" ", "2/2")]

    static let tours = [
        Tour(
            name: "layouts, zoom, loupe, comparisons",
            stops: twoSteps + [
                Stop("i"), Stop("i", "content.png"), Stop("f", "step 2"), Stop("f", "content.png"),
                Stop("L", "loupe ×4"), Stop("+", "loupe ×6"), Stop("\r"), Stop(escape, "content.png"),
                Stop("1a", "A is step 1"), Stop("2y", "step 1"), Stop("y"), Stop("b", "step 1"), Stop("b"),
                Stop("d", "step 1"), Stop("d"), Stop("t"), Stop("t"),
            ]),
        Tour(
            name: "kitty's protocol", options: ["--graphics", "kitty"],
            stops: twoSteps + [Stop("g", bytes: "\u{1B}_Ga=p")]),
        Tour(
            name: "iTerm2's pictures", options: ["--graphics", "iterm"],
            stops: [Stop("", "Space takes the first step"), Stop(" ", bytes: "\u{1B}]1337;File=inline=1")]),
        Tour(
            name: "blocks", options: ["--graphics", "blocks"],
            stops: [Stop("", bytes: "▀"), Stop("", "Space takes the first step"), Stop(" ", "1/1")]),
        Tour(
            name: "exports, playback, clipboard",
            stops: twoSteps + [
                Stop("E", "Export steps 1 to 2"), Stop("\r", "2 frames written"),
                Stop("Y", bytes: "\u{1B}]52;c;"), Stop("p"), Stop("g", "0/2"), Stop("e", "Export step 0"), Stop(escape),
            ]),
        Tour(
            name: "picking",
            stops: twoSteps + [
                Stop("c", "Choose the content"), Stop("\u{14}", "pixels"), Stop("\t", "come with the program"),
                Stop("\t", "Sessions, then pictures opened last"), Stop("\t", "Choose a look"), Stop(escape, "2/2"),
            ]),
        Tour(
            name: "strength, changes, sweet spot, branches",
            stops: twoSteps + [
                Stop("[", "95 % of the style"), Stop("]", "all of the style"), Stop("H", "step 2"), Stop("H"),
                Stop("1n", "1/1"), Stop("B", "2 branches"), Stop("k\u{1B}[F\r", "2/2"), Stop("k", "three steps"),
            ]),
        Tour(
            name: "settings, palette, help",
            settings: #"{"theme": "contrast", "exportFormat": "jpeg", "keys": {"step": ["space", "S"]}}"#,
            stops: [
                Stop("", "Space takes the first step"), Stop("S", "1/1"), Stop(":", "Commands"),
                Stop("loupe", "A loupe"), Stop("\r", "loupe ×4"), Stop(escape), Stop("?", "Take one step"),
                Stop(escape), Stop("e", "(•) JPEG"), Stop(escape),
            ]),
    ]

    @Test(arguments: tours) func everyStopIsReached(_ tour: Tour) throws {
        let place = try Workplace()
        try place.writeWeights()
        try place.writePicture("content.png", width: 64, height: 48)
        try place.writePicture("style.jpg", width: 40, height: 56, seed: 2)
        if let settings = tour.settings {
            try place.makeFolder(".config/ministyler")
            try place.write(settings, to: ".config/ministyler/config.json")
        }
        let terminal = try Self.start(place, ["content.png", "style.jpg"] + tour.options)
        for stop in tour.stops {
            let start = terminal.output.count
            terminal.type(stop.keys)
            if let screen = stop.screen { try ExplorerTests.see(screen, on: terminal, seconds: 60) }
            if let bytes = stop.bytes { try terminal.wait(for: bytes, after: start, seconds: 60) }
            if stop.screen == nil, stop.bytes == nil { terminal.settle() }
        }
        terminal.type("q")
        #expect(try terminal.waitForEnd() == .code(0))
        #expect(terminal.modes == terminal.originalModes)
    }

    /// A session is there again with its other branch, and where one looked.
    @Test func theLastSessionComesBack() throws {
        let place = try Workplace()
        try place.writeWeights()
        try place.writePicture("content.png", width: 64, height: 48)
        try place.writePicture("style.jpg", width: 40, height: 56, seed: 2)
        let terminal = try Self.start(place, ["content.png", "style.jpg"])
        for (keys, screen) in [("", "first step"), (" ", "1/1"), (" ", "2/2"), ("1n", "1/1"), ("b", "content")] {
            terminal.type(keys)
            try ExplorerTests.see(screen, on: terminal, seconds: 60)
        }
        terminal.type("q")
        #expect(try terminal.waitForEnd() == .code(0))

        let again = try Self.start(place, ["--last"])
        try ExplorerTests.see("1/1", on: again, seconds: 60)
        again.type("B")
        try ExplorerTests.see("2 branches", on: again, seconds: 60)
        try ExplorerTests.see("not made", on: again, seconds: 60)
        // The branch that is not made lies below; its last step is the second.
        again.type("j\u{1B}[F\r")
        try ExplorerTests.see("2/2", on: again, seconds: 60)
        again.type("q")
        #expect(try again.waitForEnd() == .code(0))
    }

    /// Worked on small, written large.
    @Test func aLookIsMadeAtFullSize() throws {
        let place = try Workplace()
        try place.writeWeights()
        try place.writePicture("content.png", width: 420, height: 400)
        try place.writePicture("style.jpg", width: 40, height: 56, seed: 2)
        let terminal = try Self.start(place, ["content.png", "style.jpg"])
        // While a step is under way the status says which; exports are offered once it is there.
        for (keys, screen) in [("", "first step"), ("w", "403×384"), (" ", "export"), ("F", "full size 420×400")] {
            terminal.type(keys)
            try ExplorerTests.see(screen, on: terminal, seconds: 60)
        }
        try ExplorerTests.see("-full.png", on: terminal, seconds: 60)
        terminal.type("q")
        #expect(try terminal.waitForEnd() == .code(0))
        let path = try #require(place.names(in: "Pictures/MiniStyler").first { $0.hasSuffix("-full.png") })
        let picture = try Picture.read(place.path("Pictures/MiniStyler/\(path)"))
        #expect((picture.width, picture.height) == (420, 400))
    }

    private static func start(_ place: Workplace, _ arguments: [String]) throws -> PseudoTerminal {
        try PseudoTerminal(
            ["/usr/bin/env", "-C", place.folder, Program.path] + arguments + ["--weights", "weights.safetensors"],
            columns: 100, rows: 30, environment: ["HOME": place.folder, "OMP_NUM_THREADS": "2"])
    }
}
