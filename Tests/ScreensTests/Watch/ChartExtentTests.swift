import Testing

@testable import Screens
@testable import Watch

/// From left to right each chart shows its own points, unless all are to show the same.
@Suite struct ChartExtentTests {
    private let runs = [
        WatchedRun.sample(
            "run",
            [
                ("train/loss", WatchedRun.ramp(stride(from: 0, through: 1000, by: 10))),
                ("train/tokens", WatchedRun.ramp(stride(from: 0, through: 1_000_000, by: 10_000))),
                ("eval/loss", WatchedRun.ramp(stride(from: 500, through: 900, by: 100))),
            ])
    ]

    private func range(_ tag: String, _ state: WatchState) throws -> ClosedRange<Double> {
        state.content(of: try #require(state.chart(of: tag))).range
    }

    @Test func aLongTagLeavesTheOthersTheirWidth() throws {
        var state = WatchState.showing(runs)
        #expect(try range("train/loss", state) == 0...1000)
        #expect(try range("train/tokens", state) == 0...1_000_000)
        #expect(try range("eval/loss", state) == 500...900)
        state.press("u")
        for chart in state.charts { #expect(state.content(of: chart).range == 0...1_000_000) }
        state.press("u")
        #expect(try range("eval/loss", state) == 500...900)
    }

    @Test func whatIsFilteredOutHasNoPartInASharedExtent() throws {
        var state = WatchState.showing(runs)
        state.press("u/loss")
        state.press(.enter)
        for chart in state.charts { #expect(state.content(of: chart).range == 0...1000) }
    }

    @Test func zoomingShowsOfEachChartWhatItHasThere() throws {
        var state = WatchState.showing(runs)
        state.press("+")
        #expect(try range("train/loss", state) == 500...1000)
        #expect(try range("train/tokens", state) == 500...1000)
        #expect(try range("eval/loss", state) == 500...900)
        state.press("0]+")
        #expect(state.focusedChart?.tags == ["train/tokens"])
        #expect(try range("train/tokens", state) == 500_000...1_000_000)
        // The others have nothing there, and say so.
        #expect(state.text.contains("nothing from 500k to 1M"))
        state.press("0")
        #expect(!state.text.contains("nothing from"))
    }

    @Test func theViewFollowsTheChartItWasChosenIn() throws {
        var state = WatchState.showing(runs)
        state.press("+")
        state.press("]")
        let grown = WatchedRun.sample(
            "run",
            [
                ("train/loss", WatchedRun.ramp(stride(from: 0, through: 1010, by: 10))),
                ("train/tokens", WatchedRun.ramp(stride(from: 0, through: 1_010_000, by: 10_000))),
                ("eval/loss", WatchedRun.ramp(stride(from: 500, through: 900, by: 100))),
            ])
        state.take(runs: [grown])
        #expect(try range("train/loss", state) == 510...1010)
    }

    @Test func theCursorComesIntoTheChartInFocus() throws {
        var state = WatchState.showing(runs)
        state.press("]")
        state.press(.left)
        #expect(try #require(state.cursor) > 900_000)
        state.press("[")
        state.press(.left)
        let cursor = try #require(state.cursor)
        #expect(cursor > 900 && cursor <= 1000)
    }
}
