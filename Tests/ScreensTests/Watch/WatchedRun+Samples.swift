import Terminal

@testable import Files
@testable import Screens
@testable import Watch

extension WatchedRun {
    /// A run made of points, without a file.
    /// - Parameter points: steps and values under each tag; a second of wall time lies between a tag's points.
    static func sample(
        _ name: String, _ points: [(tag: String, points: [(step: Int, value: Double)])],
        liveness: RunLiveness = .finished
    ) -> WatchedRun {
        let scalars = points.map { tag, points in
            var series = ScalarSeries(tag: tag)
            for (place, point) in points.enumerated() {
                series.append(step: Int64(point.step), wallTime: Double(place), value: point.value)
            }
            return series
        }
        let data = RunData(
            name: name, folder: "/runs/" + name, scalars: scalars, images: [], damagedRecords: 0,
            wallTimes: 0...Double(max(1, scalars.map(\.count).max() ?? 0)),
            revision: points.reduce(0) { $0 + $1.points.count })
        return WatchedRun(id: data.folder, name: name, data: data, liveness: liveness)
    }

    /// Points at these steps, each with its step as value.
    static func ramp(_ steps: some Sequence<Int>) -> [(step: Int, value: Double)] { steps.map { ($0, Double($0)) } }
}

extension WatchState {
    /// The dashboard with these runs, without colours, nothing smoothed.
    static func showing(_ runs: [WatchedRun], size: Size = Size(columns: 120, rows: 40)) -> WatchState {
        var state = WatchState(smoothing: 0)
        state.size = size
        state.take(runs: runs)
        return state
    }

    mutating func take(runs: [WatchedRun]) { settle(reduce(.runs(runs, isLoading: false))) }

    /// The chart with this tag and others.
    func chart(of tag: String) -> Chart? { charts.first { $0.tags.contains(tag) } }

    var text: String { WatchView.frame(self).text() }
}
