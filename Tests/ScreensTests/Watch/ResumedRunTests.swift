import Files
import Testing

@testable import Screens
@testable import Watch

/// Runs that were resumed from a checkpoint without a word about it in their events.
@Suite struct ResumedRunTests {
    private func series(_ steps: [Int]) -> ScalarSeries {
        var series = ScalarSeries(tag: "loss")
        for (place, step) in steps.enumerated() {
            series.append(step: Int64(step), wallTime: Double(place), value: Double(place))
        }
        return series
    }

    /// The rule itself, without anything kept.
    private func expected(_ steps: [Int]) -> [Int] {
        var kept: [Int] = []
        for (place, step) in steps.enumerated() {
            if place > 0, step < steps[place - 1] { kept.removeAll { steps[$0] >= step } }
            kept.append(place)
        }
        return kept
    }

    private func places(_ points: NewestPoints) -> [Int] {
        (0..<points.series.count).map { Int(points.series.values[$0]) }
    }

    @Test(arguments: [
        [0, 10, 20, 30, 15, 25, 35], [0, 10, 10, 10, 20, 20], [5, 4, 3, 2, 1], [0, 10, 20, 0, 10, 20, 0, 10, 20, 30],
        [0, 10, 20, 20, 10, 10, 20], [7, 7, 7], [], [1], [0, 1, 2, 3, 4, 2, 3, 1, 5],
    ])
    func laterPointsWinOverThoseTheyOverlap(steps: [Int]) {
        var whole = NewestPoints(tag: "loss")
        whole.follow(series(steps))
        #expect(places(whole) == expected(steps))
        #expect(whole.series.steps.isAscending)
        // The same, however the series grew.
        for size in 1...3 {
            var growing = NewestPoints(tag: "loss")
            for end in stride(from: size, to: steps.count, by: size) { growing.follow(series(Array(steps[..<end]))) }
            growing.follow(series(steps))
            #expect(places(growing) == expected(steps))
        }
    }

    @Test func anotherSeriesIsFollowedAnew() {
        var points = NewestPoints(tag: "loss")
        points.follow(series([0, 10, 20, 5, 15]))
        let before = points.restarts
        points.follow(series([3, 4]))
        #expect(places(points) == [0, 1] && points.restarts > before)
    }

    @Test func aLongSeriesThatGoesBackAtEveryPointIsReadInTime() {
        let steps = Array(0..<200_000) + Array((0..<100_000).map { 199_999 - $0 })
        var points = NewestPoints(tag: "loss")
        let start = ContinuousClock.now
        points.follow(series(steps))
        #expect(points.series.count == 100_001)
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test func aResumedRunIsOneCurve() throws {
        let steps = Array(stride(from: 0, through: 100, by: 10)) + Array(stride(from: 50, through: 150, by: 10))
        var state = WatchState.showing([WatchedRun.sample("run", [("loss", steps.map { ($0, Double($0)) })])])
        func line() throws -> ChartLine {
            let chart = try #require(state.charts.first)
            return try #require(state.content(of: chart).lines.first)
        }
        #expect(try line().points.count == 16 && line().points.isAscending)
        state.press("a")
        #expect(try line().points.count == 22 && !line().points.isAscending && line().restarts == -1)
        state.press("a")
        #expect(try line().points.count == 16)
    }

    /// What the reader hands out, and with it the table of all numbers, still has every point.
    @Test func theTableHasEveryPoint() throws {
        let samples = try WatchSamples()
        for (part, steps) in [0..<10, 5..<15].enumerated() {
            let writer = try EventFileWriter(directory: samples.folder + "/run")
            for step in steps { try writer.add(scalar: Float(part), tag: "loss", step: step) }
            try writer.close()
        }
        var lines: [String] = []
        try ScalarTable.write(directories: [samples.folder]) { lines += $0.split(separator: "\n").map(String.init) }
        #expect(lines.count == 21)
        let state = samples.state(smoothing: 0)
        let content = state.content(of: try #require(state.charts.first))
        #expect(content.lines.first?.points.count == 15)
        #expect(ChartTable.csv(content).split(separator: "\n").count == 16)
    }
}
