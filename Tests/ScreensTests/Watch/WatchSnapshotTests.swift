import Files
import Foundation
import Terminal
import Testing

@testable import Screens
@testable import Watch

/// The dashboard as text at four sizes. `MINISTYLER_RECORD_SNAPSHOTS=1 swift test --filter WatchSnapshotTests` writes
/// the fixtures again; look at the difference before committing it.
@Suite struct WatchSnapshotTests {
    static let sizes = [
        Size(columns: 60, rows: 18), Size(columns: 80, rows: 24), Size(columns: 120, rows: 40),
        Size(columns: 200, rows: 60),
    ]

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Fixtures/WatchSnapshots")

    private func check(_ text: String, _ name: String) throws {
        let file = Self.folder.appendingPathComponent("\(name).txt")
        if ProcessInfo.processInfo.environment["MINISTYLER_RECORD_SNAPSHOTS"] != nil {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try (text + "\n").write(to: file, atomically: true, encoding: .utf8)
            return
        }
        let expected = try String(contentsOf: file, encoding: .utf8)
        #expect(text + "\n" == expected, "\(name)")
    }

    @Test(arguments: sizes) func oneTraining(size: Size) throws {
        let samples = try WatchSamples()
        try samples.addTraining("first")
        try check(WatchView.frame(samples.state(size, noColor: true)).text(), "training-\(size.columns)x\(size.rows)")
    }

    @Test(arguments: sizes) func severalRunsWithTheCursor(size: Size) throws {
        let samples = try WatchSamples()
        try samples.addTraining("first")
        try samples.addTraining("second", shift: 0.4)
        try samples.addForeign("foreign")
        var state = samples.state(size, smoothing: 0, noColor: true)
        for _ in 0..<12 { state.press(.left) }
        try check(WatchView.frame(state).text(), "runs-\(size.columns)x\(size.rows)")
    }

    @Test func oneChartAlone() throws {
        let samples = try WatchSamples()
        try samples.addTraining("first")
        var state = samples.state(Size(columns: 100, rows: 30), smoothing: 0.9)
        state.press("]yy")
        state.press(.enter)
        try check(WatchView.frame(state).text(), "alone-100x30")
    }

    @Test func help() throws {
        let samples = try WatchSamples()
        var state = samples.state(Size(columns: 130, rows: 45))
        state.press("?")
        try check(WatchView.frame(state).text(), "help-130x45")
    }

    @Test(arguments: [Size(columns: 60, rows: 18), Size(columns: 120, rows: 40)]) func trainingForm(size: Size) throws {
        let samples = try WatchSamples()
        try samples.addTraining("first")
        var state = samples.state(size, noColor: true)
        var form = TrainingForm(.new, [.content: "photos", .style: "paintings", .folder: "runs/run-2", .crop: "130"])
        form.focus = .crop
        _ = state.reduce(.trainingProposed(form))
        state.press(.enter)
        try check(WatchView.frame(state).text(), "form-\(size.columns)x\(size.rows)")
    }

    @Test func emptyFolder() throws {
        let samples = try WatchSamples()
        try check(WatchView.frame(samples.state(Size(columns: 80, rows: 24))).text(), "empty-80x24")
    }

    @Test func oneThingIsCountedInTheSingular() throws {
        let samples = try WatchSamples()
        let writer = try EventFileWriter(directory: samples.folder + "/small")
        try writer.add(scalar: 1, tag: "loss", step: 1)
        try writer.close()
        var state = samples.state(Size(columns: 80, rows: 24))
        state.press("/")
        let text = WatchView.frame(state).text()
        #expect(text.contains("1 tag, 1 point, 0 pictures"))
        #expect(text.contains(" 1 chart") && !text.contains("1 charts"))
        #expect(NumberText.count(12_345, "point") == "12,345 points")
    }

    /// With colours, on both backgrounds: SGR sequences and all.
    @Test(arguments: [BackgroundTone.dark, .light]) func colors(background: BackgroundTone) throws {
        let samples = try WatchSamples()
        try samples.addTraining("first")
        let frame = WatchView.frame(samples.state(Size(columns: 80, rows: 24), background: background))
        try check(StyledText.text(of: frame), "colors-\(background)-80x24")
    }

    @Test func withoutColorsNothingButTextIsPrinted() throws {
        let samples = try WatchSamples()
        try samples.addTraining("first")
        let text = WatchSnapshot.render(
            directories: [samples.folder], columns: 100, rows: 30, smoothing: 0.9, noColor: true)
        #expect(!text.contains("\u{1B}"))
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 30)
        // Lines are told apart by their pattern.
        #expect(text.contains("━━━") && text.contains("╺━╸") && text.contains("┅┅┅"))
    }

    /// Colours of neighbouring lines differ clearly, and all stand out from the background.
    @Test(arguments: [BackgroundTone.dark, .light]) func colorsAreDistinct(tone: BackgroundTone) {
        let palette = ChartPalette(tone: tone)
        func luminance(_ entry: UInt8) -> Double {
            let color = ChartPalette.rgb(entry)
            func linear(_ byte: UInt8) -> Double {
                let value = Double(byte) / 255
                return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
        }
        let background = tone == .dark ? 0.0 : 1.0
        for line in 0..<ChartPalette.count {
            let own = luminance(palette.index(line: line))
            let contrast = (max(own, background) + 0.05) / (min(own, background) + 0.05)
            // WCAG's minimum for graphics is 3.
            #expect(contrast >= 3, "line \(line)")
            let faint = luminance(palette.faintIndex(line: line))
            #expect(abs(faint - background) < abs(own - background), "line \(line)")
            for other in 0..<line {
                let (a, b) = (ChartPalette.rgb(palette.index(line: line)), ChartPalette.rgb(palette.index(line: other)))
                let distance = [(a.red, b.red), (a.green, b.green), (a.blue, b.blue)]
                    .map { pow(Double($0.0) - Double($0.1), 2) }.reduce(0, +).squareRoot()
                #expect(distance > 60, "lines \(line) and \(other)")
            }
        }
    }
}
