import Foundation
import Terminal
import Testing

@testable import Files
@testable import Screens
@testable import Watch

/// Tags and runs may be called anything; no chart crashes for it, runs over its edge or says what is not for print.
@Suite struct OddNamesTests {
    static let names = [
        "", "a", String(repeating: "n", count: 300), String(repeating: "W", count: 300),
        String(repeating: "画", count: 150), String(repeating: "e\u{301}", count: 300), "\u{301}",
        "\u{1B}[31mred\u{7}\u{0}\r\n\ttab", "\u{202E}backwards\u{2066}", "a\u{FFFE}b\u{2028}c",
        "<a href=\"x\">&amp;</a>",
        "👩‍👩‍👧‍👦 family/" + String(repeating: "x/", count: 100), "///",
    ]

    /// A run with some tags of twenty points each.
    static func run(_ name: String, tags: [String], points: Int = 20) -> WatchedRun {
        let scalars = tags.map { tag in
            var series = ScalarSeries(tag: tag)
            for step in 0..<points { series.append(step: Int64(step), wallTime: Double(step), value: Double(step % 7)) }
            return series
        }
        let data = RunData(
            name: name, folder: "/runs/" + name, scalars: scalars, images: [], damagedRecords: 0, wallTimes: 0...20,
            revision: name.hashValue)
        return WatchedRun(id: data.folder, name: name, data: data, liveness: .finished)
    }

    static func state(
        _ runs: [WatchedRun], size: Size = Size(columns: 120, rows: 40), grouping: ChartGrouping = .single
    )
        -> WatchState
    {
        var state = WatchState()
        state.size = size
        state.grouping = grouping
        _ = state.reduce(.surface(Surface(Capabilities(graphics: .sixel, textColors: .palette256, background: .dark))))
        state.settle(state.reduce(.runs(runs, isLoading: false)))
        return state
    }

    @Test(arguments: [1, 3]) func everyChartIsDrawnInEveryForm(runs count: Int) throws {
        let runs = (0..<count).map { Self.run(Self.names[$0 % Self.names.count] + "\($0)", tags: Self.names) }
        for grouping in ChartGrouping.allCases {
            for size in [Size(columns: 40, rows: 12), Size(columns: 120, rows: 40)] {
                var state = Self.state(runs, size: size, grouping: grouping)
                for key in ["", "m", "m/x"] {
                    state.press(key)
                    state.press(.left)
                    for _ in 0..<3 {
                        state.press(.pageDown)
                        #expect(WatchView.frame(state).size == size)
                    }
                    state.press(.escape)
                }
            }
        }
    }

    @Test(arguments: [1, 2]) func exportsStayInsideTheirEdges(runs count: Int) throws {
        let runs = (0..<count).map { Self.run(Self.names[$0 % Self.names.count] + "\($0)", tags: Self.names) }
        for grouping in [ChartGrouping.single, .grouped] {
            let state = Self.state(runs, grouping: grouping)
            for chart in state.charts {
                let content = state.content(of: chart)
                let picture = ChartPicture.picture(content, surface: state.surface)
                // Above the plot nothing comes nearer to the right edge than the plot itself does.
                for y in 0..<80 {
                    for x in picture.width - 20..<picture.width {
                        #expect(picture.rgb[3 * (y * picture.width + x)] == 16)
                    }
                }
                try checkDrawing(ChartDrawing.svg(content, surface: state.surface))
                #expect(ChartTable.csv(content).hasPrefix(ChartTable.header))
            }
        }
    }

    private func checkDrawing(_ svg: String) throws {
        // XML 1.0 has no character references to these either.
        let isAllowed = svg.unicodeScalars.allSatisfy {
            ($0.value >= 0x20 || $0 == "\n") && $0.value != 0xFFFE && $0.value != 0xFFFF && $0.value != 0x7F
        }
        #expect(isAllowed)
        for match in svg.matches(of: /<text x="(\d+)" y="\d+"(?: font-size="16" font-weight="bold")?>([^<]*)</) {
            let text = String(match.2).replacing("&lt;", with: "<").replacing("&gt;", with: ">")
                .replacing("&amp;", with: "&")
            let start = try #require(Int(match.1))
            #expect(start + LabelText.sansSerifWidth(text, size: 13) <= 940, "\(text)")
        }
    }

    @Test func entriesWithoutRoomAreCounted() throws {
        let runs = (0..<60).map { Self.run("a run of some length \($0)", tags: ["loss"]) }
        let state = Self.state(runs)
        let content = state.content(of: try #require(state.charts.first))
        let svg = ChartDrawing.svg(content, surface: state.surface)
        let shown = svg.matches(of: /<text [^>]*>(?:… ?)?[^<]*run of some[^<]*</).count
        let note = try #require(svg.firstMatch(of: />\+(\d+)</))
        #expect(shown > 8 && shown + (Int(note.1) ?? 0) == 60)
    }

    @Test func aLongNameGivesAFileThatCanBeWritten() throws {
        let samples = try WatchSamples()
        for name in Self.names {
            let state = Self.state([Self.run("run", tags: [name])])
            let content = state.content(of: try #require(state.charts.first))
            for format in ChartExportFormat.allCases {
                let event = WatchEffectRunner.export(
                    content, format, name: name, surface: state.surface, folder: samples.folder)
                guard case .exported = event else {
                    Issue.record("\(event)")
                    continue
                }
            }
        }
    }

    @Test func nothingOutsideACanvasIsTouched() {
        var canvas = PixelCanvas(width: 8, height: 8, background: (0, 0, 0))
        let before = canvas.bytes
        for place in [-100, -9, 8, 9, 100] {
            canvas.fill(x: place, y: 0, width: 3, height: 3, ink: (255, 255, 255))
            canvas.fill(x: 0, y: place, width: 3, height: 3, ink: (255, 255, 255))
            canvas.text("text", x: 8, y: place, scale: 2, ink: (255, 255, 255))
        }
        #expect(canvas.bytes == before)
        canvas.fill(x: -2, y: 6, width: 3, height: 9, ink: (255, 255, 255))
        #expect(canvas.bytes.filter { $0 == 255 }.count == 3 * 2)
    }

    @Test func textIsElidedToItsRoom() {
        #expect(LabelText.elided("abcdef", room: 6) { $0.count } == "abcdef")
        #expect(LabelText.elided("abcdef", room: 4) { $0.count } == "abc…")
        #expect(LabelText.elided("abcdef", room: 1) { $0.count } == "…")
        #expect(LabelText.elided("abcdef", room: 0) { $0.count }.isEmpty)
        #expect(LabelText.printable("a\u{1B}b\u{202E}c\u{2028}") == "a\u{FFFD}b\u{FFFD}c\u{FFFD}")
    }
}
