import Testing

@testable import Screens
@testable import Watch

/// What the value cursor reads: points with their steps, and nothing where a line has none.
@Suite struct ValueCursorTests {
    private let runs = [
        WatchedRun.sample("long", [("loss", WatchedRun.ramp(stride(from: 0, through: 1000, by: 10)))]),
        WatchedRun.sample("short", [("loss", WatchedRun.ramp(stride(from: 0, through: 196, by: 7)))]),
        WatchedRun.sample("single", [("loss", WatchedRun.ramp([500]))]),
    ]

    private func entries(_ state: WatchState, at cursor: Double) throws -> [String: LegendEntry] {
        let content = state.content(of: try #require(state.charts.first))
        let cursor = ValueCursor(at: cursor, in: content, columns: 100)
        return Dictionary(
            uniqueKeysWithValues: content.lines.map {
                ($0.runName, LegendEntry($0, cursor: cursor, hasRoom: false))
            })
    }

    @Test func aLineWithItsNearestPointElsewhereTellsItsStep() throws {
        let entries = try entries(WatchState.showing(runs), at: 101)
        #expect(entries["long"]?.value == "100.0" && entries["long"]?.place == "")
        // 98 is as far from 101 as nothing else of that line.
        #expect(entries["short"]?.value == "98.00" && entries["short"]?.place == " @98")
        #expect(entries["single"]?.value == "–" && entries["single"]?.place == "")
    }

    @Test func outsideALineThereIsNoValue() throws {
        let state = WatchState.showing(runs)
        #expect(try entries(state, at: 900)["short"]?.value == "–")
        #expect(try entries(state, at: 900)["long"]?.value == "900.0")
        // Within a column of its end it is still read.
        #expect(try entries(state, at: 199)["short"]?.value == "196.0")
        #expect(try entries(state, at: 495)["single"]?.value == "500.0")
        #expect(try entries(state, at: 480)["single"]?.value == "–")
    }

    @Test func theTitleTellsTheStep() throws {
        var state = WatchState.showing(runs)
        #expect(!state.text.contains(" step 1,000 "))
        state.press(.left)
        #expect(state.text.contains(" step 1,000 ") || state.text.contains(" step 990 "), "\(state.text)")
        state.press("x")
        state.press(.left)
        #expect(!state.text.contains(" step 9"))
        state.press("yxx")
        state.press(.left)
        #expect(state.text.contains("log  step "), "\(state.text)")
    }

    @Test func stepsOfAnySizeAreTold() throws {
        let run = WatchedRun.sample("run", [("loss", [(Int.min, 1), (0, 2), (Int.max, 3)])])
        var state = WatchState.showing([run])
        for _ in 0..<3 {
            state.press(.left)
            #expect(state.text.contains("step "))
        }
        #expect(state.text.contains("9.22e18"))
    }
}
