import Files
import Terminal
import Testing

@testable import Screens
@testable import Watch

/// Numbers that no height shows, points by themselves, and scales that show nothing.
@Suite struct OddValuesTests {
    private func state(_ values: [Double], _ more: [Double] = [], columns: Int = 60) -> WatchState {
        func points(_ values: [Double]) -> [(step: Int, value: Double)] { values.enumerated().map { ($0 * 10, $1) } }
        return WatchState.showing(
            [WatchedRun.sample("run", [("loss", points(values))] + (more.isEmpty ? [] : [("other", points(more))]))],
            size: Size(columns: columns, rows: 24))
    }

    private func content(_ state: WatchState) throws -> ChartContent {
        state.content(of: try #require(state.charts.first))
    }

    @Test func theyAreCountedAndMarked() throws {
        let state = state([1, 2, .nan, 3, .nan, .infinity, 2, -.infinity, 1])
        #expect(state.text.contains("2 NaN 1 ∞ 1 −∞"))
        let rows = state.text.split(separator: "\n").map(String.init)
        let foot = try #require(rows.lastIndex { $0.contains("└") })
        #expect(rows[foot - 1].filter { $0 == "×" }.count == 2)
        #expect(rows[foot - 1].filter { $0 == "▼" }.count == 1)
        #expect(rows.joined().filter { $0 == "▲" }.count == 1)
        // They lie above the places that the axis gives them.
        let line = try #require(try content(state).lines.first)
        let marks = line.odd.columns(of: line.points, range: 0...80, columns: 81)
        #expect(marks.map(\.column) == [20, 40, 50, 70])
        #expect(marks.map(\.kind) == [.nan, .nan, .positive, .negative])
    }

    @Test func exportsHaveThemToo() throws {
        let state = state([1, 2, .nan, 3, .infinity, -.infinity, 1])
        let content = try content(state)
        let svg = ChartDrawing.svg(content, surface: state.surface)
        #expect(svg.contains("loss (1 NaN 1 ∞ 1 −∞)"))
        for sign in ["l8 8m-8 0l8 -8", "l4 -8l4 8", "l4 8l4 -8"] { #expect(svg.contains(sign)) }
        let odd = ChartPicture.picture(content, surface: state.surface)
        let plain = ChartPicture.picture(try self.content(self.state([1, 2, 2, 3, 3, 1, 1])), surface: state.surface)
        #expect(odd.rgb != plain.rgb)
    }

    @Test func countsFollowASeries() {
        var series = ScalarSeries(tag: "loss")
        var odd = OddValues()
        odd.follow(series)
        #expect(odd.text.isEmpty)
        for step in 0..<10_000 {
            series.append(step: Int64(step), wallTime: Double(step), value: step % 100 == 7 ? .nan : 1)
            if step % 900 == 0 { odd.follow(series) }
        }
        odd.follow(series)
        #expect(odd.text == "100 NaN")
        let points = LinePoints(series: series, axis: .step, run: .empty(wallTimes: nil))
        #expect(odd.columns(of: points, range: 0...9999, columns: 10).count == 10)
        #expect(odd.columns(of: points, range: 0...99, columns: 100).map(\.column) == [7])
        #expect(odd.columns(of: points, range: 8...99, columns: 100).isEmpty)
        #expect(odd.columns(of: points, range: 0...9999, columns: 10_000).count == 100)
        odd.follow(ScalarSeries(tag: "loss"))
        #expect(odd.text.isEmpty)
    }

    @Test func aSeriesOfNothingElseSaysSo() throws {
        let state = state([.nan, .nan, .nan])
        #expect(state.text.contains("no finite value") && state.text.contains("3 NaN") && state.text.contains("×"))
        #expect(ChartDrawing.svg(try content(state), surface: state.surface).contains("no finite value"))
    }

    @Test func aPointByItselfIsMarked() throws {
        #expect(state([5]).text.contains("•"))
        // Also where the dashes of its line have a gap, and between two that are missing.
        #expect(state([1, .nan, 2, .nan, 3]).text.filter { $0 == "•" }.count == 3)
        let content = try content(state([5]))
        #expect(ChartDrawing.svg(content, surface: Surface()).contains("<circle "))
        var raster = PlotRaster(width: 100, height: 60, tone: .dark)
        raster.draw(content, axis: content.fittedAxis().axis)
        let color = ChartPalette.rgb(ChartPalette(tone: .dark).index(line: 0))
        let hits = (0..<100 * 60).filter {
            raster.bytes[3 * $0] == color.red && raster.bytes[3 * $0 + 1] == color.green
        }
        #expect(hits.count > 20)
    }

    @Test func aLogScaleWithoutPositiveValuesSaysSo() throws {
        var state = state([-3, -2, -1])
        #expect(!state.text.contains("log scale"))
        state.press("y")
        #expect(state.text.contains("no value above 0 for the log scale"))
        #expect(ChartDrawing.svg(try content(state), surface: state.surface).contains("no value above 0"))
        state.press("y")
        #expect(!state.text.contains("no value above 0"))
        var mixed = self.state([-3, 2, 1])
        mixed.press("y")
        #expect(!mixed.text.contains("no value above 0"))
    }
}
