import Engine
import Files
import Foundation
import Terminal
import Testing

@testable import Explore
@testable import Screens

/// The whole explorer with the real engine and real files, on a display without a terminal.
@Suite struct ControllerTests {
    private final class Explorer {
        let folder: TemporaryFolder
        let display = RecordingDisplay(
            size: Size(columns: 80, rows: 24), capabilities: Capabilities(graphics: .sixel, background: .dark))
        let controller: ExplorerController

        init(content: String? = nil, style: String? = nil, weights: Bool = true, folder: TemporaryFolder) throws {
            self.folder = folder
            let file = folder.file("weights.safetensors")
            if weights, !FileManager.default.fileExists(atPath: file) {
                try TestFiles.weights(file)
            }
            let places = Places(
                working: folder.path, home: folder.path,
                recent: RecentFiles(environment: [:], home: folder.path), samples: nil)
            controller = ExplorerController(display: display, places: places)
            controller.open(
                content: content.map(folder.file), style: style.map(folder.file),
                weights: weights ? file : folder.file("gone.safetensors"))
        }

        func press(_ keys: Key...) -> ScreenRequest? {
            keys.compactMap { controller.handle(.key($0)) }.last
        }

        func press(_ characters: String) {
            for character in characters { _ = controller.handle(.key(.character(character))) }
        }

        /// Counted rather than timed: on few cores, other tests may keep this one from its turn for minutes.
        static let turns = 20_000

        /// Takes reports in until the steps of a run are all there.
        func waitForRun() async throws {
            for _ in 0..<Self.turns where controller.state.sequence.run != nil {
                _ = controller.receive()
                try await Task.sleep(for: .milliseconds(5))
            }
            #expect(controller.state.sequence.run == nil)
        }

        var text: String { controller.frame(size: display.size).text() }

        /// Takes reports in until the screen shows one of `texts`.
        func wait(for texts: String...) async throws {
            for _ in 0..<Self.turns {
                _ = controller.receive()
                let shown = self.text
                if texts.contains(where: shown.contains) {
                    return
                }
                try await Task.sleep(for: .milliseconds(5))
            }
            Issue.record("“\(texts.joined(separator: "” or “"))” does not appear:\n\(self.text)")
        }
    }

    private func pictures() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try TestFiles.png(folder.file("photo.png"), width: 50, height: 38)
        try TestFiles.png(folder.file("paint.png"), width: 33, height: 41, seed: 90)
        return folder
    }

    @Test func stepScrubExportAndReopen() async throws {
        let folder = try pictures()
        var explorer = try Explorer(content: "photo.png", style: "paint.png", folder: folder)
        try await explorer.wait(for: "Space takes the first step.")
        #expect(explorer.press(.space, .space, .space) == nil)
        try await explorer.waitForRun()
        explorer.press("2n")
        try await explorer.waitForRun()
        explorer.press("1.....")
        // Short of rows, beside a loss network's lines, the read-out says less.
        try await explorer.wait(for: "1.5 of 2", "1.5/2")
        explorer.press("e")
        try await explorer.wait(for: "photo-paint-01.5")
        _ = explorer.press(.enter)
        let path = folder.file("Pictures/MiniStyler/photo-paint-01.5.png")
        try await explorer.wait(for: "Written:")
        let recipe = try #require(try Recipe.read(from: path))
        #expect(recipe.position == 1.5)
        #expect(recipe.steps == [Recipe.Step(alpha: 1, seed: nil), Recipe.Step(alpha: 1, seed: 1)])
        let first = try Picture.read(path)
        #expect((first.width, first.height) == (50, 38))
        #expect(explorer.press(.character("q")) == .quit)
        explorer.controller.stop()

        explorer = try Explorer(content: "Pictures/MiniStyler/photo-paint-01.5.png", folder: folder)
        try await explorer.wait(for: "The session of photo-paint-01.5.png is open at step 1.5.")
        explorer.press("e")
        try await explorer.wait(for: "photo-paint-01.5-2")
        _ = explorer.press(.enter)
        try await explorer.wait(for: "Written:")
        #expect(try Picture.read(folder.file("Pictures/MiniStyler/photo-paint-01.5-2.png")).rgb == first.rgb)
        explorer.controller.stop()
    }

    @Test func everyFrameIsPreparedForItsPlaceAsItIsMade() async throws {
        let explorer = try Explorer(content: "photo.png", style: "paint.png", folder: pictures())
        try await explorer.wait(for: "Space takes the first step.")
        _ = explorer.press(.space, .space)
        try await explorer.waitForRun()
        _ = explorer.press(.left, .left)
        for _ in 0..<2 {
            _ = explorer.press(.right)
            let shown = explorer.controller.frame(size: explorer.display.size).images
            let large = try #require(shown.max { $0.rect.columns < $1.rect.columns })
            #expect(explorer.display.prepared.contains(large))
        }
        #expect(explorer.controller.wantsRest)
        explorer.controller.rest()
        #expect(!explorer.controller.wantsRest)
        explorer.controller.stop()
    }

    @Test func pickingFromTheFolder() async throws {
        let explorer = try Explorer(folder: pictures())
        explorer.press("c")
        try await explorer.wait(for: "photo.png")
        explorer.press("phot")
        try await explorer.wait(for: "50×38 pixels")
        _ = explorer.press(.enter)
        try await explorer.wait(for: "There is no style yet")
        explorer.press("s")
        try await explorer.wait(for: "paint.png")
        explorer.press("paint")
        _ = explorer.press(.enter)
        try await explorer.wait(for: "Space takes the first step.")
        explorer.press("c")
        _ = explorer.press(.tab, .tab)
        try await explorer.wait(for: "Sessions, then pictures opened last")
        try await explorer.wait(for: "paint.png")
        explorer.controller.stop()
    }

    @Test func aBrokenPictureAndMissingWeightsAreNamed() async throws {
        let folder = try pictures()
        try AtomicFile.write(Array("no picture".utf8), to: folder.file("bad.png"))
        let explorer = try Explorer(content: "bad.png", style: "paint.png", weights: false, folder: folder)
        try await explorer.wait(for: "bad.png")
        try await explorer.wait(for: "not opened")
        try await explorer.wait(for: "gone.safetensors")
        explorer.controller.stop()
    }

    @Test func theHostDrawsTakesInputAndQuits() throws {
        let folder = try pictures()
        let display = RecordingDisplay(
            size: Size(columns: 80, rows: 24),
            events: [
                .key(.character("?")), .resize(Size(columns: 100, rows: 30)), .key(.escape), .key(.character("q")),
            ])
        let places = Places(
            working: folder.path, home: folder.path, recent: RecentFiles(environment: [:], home: folder.path),
            samples: nil)
        let controller = ExplorerController(display: display, places: places)
        ScreenHost(display: display, controllers: [controller]).run()
        #expect(display.frames.first?.size == Size(columns: 80, rows: 24))
        #expect(display.frames.count >= 1)
    }
}
