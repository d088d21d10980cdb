import Files

/// A series without what was logged anew: where a step goes back, as it does when a run is resumed from a checkpoint, the
/// earlier points with that step and later ones give way, as in TensorBoard's data server. Kept while the series grows, so
/// that only what is new is looked at.
struct NewestPoints: Sendable {
    private(set) var series: ScalarSeries
    /// How often earlier points gave way.
    private(set) var restarts = 0
    /// Places of the kept points in what was followed; empty where all of them are kept.
    private var kept: [Int] = []
    private var taken = 0
    private var last: (step: Int64, wallTime: Double)?

    init(tag: String) { series = ScalarSeries(tag: tag) }

    /// Takes in what `whole` has beyond what was taken in before.
    mutating func follow(_ whole: ScalarSeries) {
        let isGrown =
            whole.count >= taken
            && (taken == 0 || last.map { $0 == (whole.steps[taken - 1], whole.wallTimes[taken - 1]) } == true)
        if !isGrown {
            let restarts = restarts
            self = NewestPoints(tag: whole.tag)
            self.restarts = restarts + 1
        }
        if whole.steps.isAscending {
            series = whole
        } else {
            if kept.isEmpty { kept = Array(0..<taken) }
            takeRest(of: whole)
        }
        taken = whole.count
        if taken > 0 { last = (whole.steps[taken - 1], whole.wallTimes[taken - 1]) }
    }

    private mutating func takeRest(of whole: ScalarSeries) {
        // Points of `series` that are still right.
        var unchanged = kept.count
        for place in taken..<whole.count {
            let step = whole.steps[place]
            if let former = kept.last, step < whole.steps[former] {
                while let former = kept.last, whole.steps[former] >= step { kept.removeLast() }
                unchanged = min(unchanged, kept.count)
            }
            kept.append(place)
        }
        if unchanged < series.count {
            restarts += 1
            series = ScalarSeries(tag: whole.tag)
            unchanged = 0
        }
        for place in kept[unchanged...] {
            series.append(step: whole.steps[place], wallTime: whole.wallTimes[place], value: whole.values[place])
        }
    }
}
