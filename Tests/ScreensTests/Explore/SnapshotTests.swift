import Foundation
import Terminal
import Testing

@testable import Explore
@testable import Screens

/// The screen as text at the three sizes that matter. `MINISTYLER_RECORD_SNAPSHOTS=1 swift test --filter SnapshotTests`
/// writes the fixtures again; look at the difference before committing it.
@Suite struct SnapshotTests {
    static let sizes = [Size(columns: 60, rows: 16), Size(columns: 80, rows: 24), Size(columns: 160, rows: 50)]

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Fixtures/ExplorerSnapshots")

    private func check(_ state: ExplorerState, _ name: String, sizes: [Size] = sizes) throws {
        for size in sizes {
            var state = state
            _ = state.reduce(.input(.resize(size)))
            let text = ExplorerView.frame(state, size: size).text() + "\n"
            let file = Self.folder.appendingPathComponent("\(name)-\(size.columns)x\(size.rows).txt")
            if ProcessInfo.processInfo.environment["MINISTYLER_RECORD_SNAPSHOTS"] != nil {
                try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
                try text.write(to: file, atomically: true, encoding: .utf8)
                continue
            }
            let expected = try String(contentsOf: file, encoding: .utf8)
            #expect(text == expected, "\(file.lastPathComponent)")
        }
    }

    @Test func empty() throws {
        try check(.empty(agent: .missing), "empty")
    }

    @Test func ready() throws {
        try check(.ready(), "ready")
    }

    @Test func stepped() throws {
        var state = ExplorerState.stepped(7)
        state.press("3....")
        try check(state, "stepped")
    }

    @Test func running() throws {
        var state = ExplorerState.stepped(2)
        _ = state.run(to: 10)
        state.deliverStep()
        try check(state, "running")
    }

    @Test func manySteps() throws {
        var state = ExplorerState.stepped(37)
        state.press("5")
        try check(state, "many-steps")
    }

    @Test func splitAndZoomed() throws {
        var state = ExplorerState.stepped(4)
        state.press("b+++")
        try check(state, "split")
    }

    @Test func portrait() throws {
        try check(.ready(width: 2048, height: 3072), "portrait")
    }

    @Test func thePictureAlone() throws {
        var state = ExplorerState.stepped(7)
        state.press("f")
        try check(state, "full")
    }

    @Test func longAndWideNames() throws {
        let long = "/pictures/" + String(repeating: "a very long name indeed ", count: 6) + ".png"
        try check(.ready(content: long, style: "/pictures/神奈川沖浪裏 — 葛飾北斎 👩‍🎨 naïve.png"), "names")
    }

    @Test func picker() throws {
        var state = ExplorerState.ready()
        state.press("c")
        _ = state.reduce(.picker(.listed(.folder, folder: "/home/ada/pictures", .entries(PickerTests.entries))))
        if case .some(let path) = state.picker?.preview.path {
            _ = state.reduce(
                .picker(
                    .previewed(
                        .ready(
                            PicturePreview(
                                path: path, width: 4000, height: 3000, bitmap: bitmap(),
                                recipe: "Session: a × b, step 3"))))
            )
        }
        try check(state, "picker")
    }

    @Test func pickerWithALongListAndAFilter() throws {
        let entries = (1...90).map {
            FolderEntry(name: "図 \($0) photograph.jpg", path: "/p/\($0).jpg", kind: .picture, byteCount: 1_000_000 + $0)
        }
        var state = ExplorerState.ready()
        state.press("s")
        _ = state.reduce(.picker(.listed(.folder, folder: "/home/ada/pictures", .entries(entries))))
        state.press("photo")
        state.press(.pageDown, .pageDown, .pageDown)
        try check(state, "picker-long")
    }

    @Test func help() throws {
        var state = ExplorerState.ready()
        state.press("?")
        try check(state, "help")
    }

    @Test func export() throws {
        var state = ExplorerState.stepped(7)
        state.press("e")
        try check(state, "export")
    }

    @Test func palette() throws {
        var state = ExplorerState.stepped(7)
        state.press(":st")
        try check(state, "palette")
    }

    @Test func runTo() throws {
        var state = ExplorerState.stepped(3)
        state.press("r")
        try check(state, "run-to")
    }

    @Test func confirmation() throws {
        var state = ExplorerState.stepped(3)
        state.press(.space, .character("q"))
        try check(state, "confirmation")
    }

    @Test func longNews() throws {
        var state = ExplorerState.ready()
        _ = state.reduce(.pair(.agentMissing))
        state.press(.space)
        try check(state, "news")
    }

    @Test func belowTheMinimum() throws {
        try check(.stepped(3), "small", sizes: [Size(columns: 59, rows: 16), Size(columns: 60, rows: 15)])
        for size in [Size(columns: 1, rows: 1), Size(columns: 0, rows: 0), Size(columns: 20, rows: 2)] {
            #expect(ExplorerView.frame(.stepped(3), size: size).size == size)
        }
    }

    @Test func noImageTouchesTheLastRowOrLeavesTheScreen() {
        for (name, state) in EveryKeyTests.modes() {
            for size in Self.sizes + [
                Size(columns: 61, rows: 21), Size(columns: 119, rows: 60), Size(columns: 240, rows: 30),
            ] {
                var state = state
                _ = state.reduce(.input(.resize(size)))
                let frame = ExplorerView.frame(state, size: size)
                for image in frame.images {
                    #expect(image.rect.endRow < size.rows, "\(name) at \(size)")
                    #expect(frame.bounds.contains(image.rect), "\(name) at \(size)")
                }
            }
        }
    }

    @Test func bothThemesKeepTextApartFromTheBackground() {
        for theme in [Theme.dark, Theme.light] {
            let background = theme.tone == .dark ? 0.0 : 1.0
            let styles = [theme.accent, theme.current, theme.quiet, theme.success, theme.warning, theme.failure]
            for style in styles {
                #expect(contrast(style.foreground, background) >= 4.5, "\(theme.tone) \(style.foreground)")
            }
            for place in stride(from: 0.0, through: 1.0, by: 0.05) {
                #expect(contrast(theme.scale(place), background) >= 3, "\(theme.tone) scale \(place)")
            }
        }
    }

    /// WCAG contrast between a colour and black (0) or white (1).
    private func contrast(_ color: Color, _ background: Double) -> Double {
        guard case .rgb(let red, let green, let blue) = color else {
            return 0
        }
        func linear(_ value: UInt8) -> Double {
            let scaled = Double(value) / 255
            return scaled <= 0.04045 ? scaled / 12.92 : pow((scaled + 0.055) / 1.055, 2.4)
        }
        let luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
        return (max(luminance, background) + 0.05) / (min(luminance, background) + 0.05)
    }
}
