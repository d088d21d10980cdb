import Files
import Screens

/// The points of one line as the chart's axes see them.
struct LinePoints: Sendable {
    let series: ScalarSeries
    let axis: HorizontalAxis
    /// Subtracted from times: the run's first one on the relative axis, else 0.
    let origin: Double

    init(series: ScalarSeries, axis: HorizontalAxis, run: RunData) {
        self.series = series
        self.axis = axis
        origin = axis == .relative ? run.wallTimes?.lowerBound ?? 0 : 0
    }

    var count: Int { series.count }

    /// Whether points lie from left to right in the order they were logged in.
    var isAscending: Bool { axis == .step ? series.steps.isAscending : series.wallTimes.isAscending }

    /// Where a point lies horizontally.
    func x(_ index: Int) -> Double {
        axis == .step ? Double(series.steps[index]) : series.wallTimes[index] - origin
    }

    /// The least and greatest place; nil where there is no point.
    var extent: ClosedRange<Double>? {
        if count == 0 { return nil }
        if isAscending {
            let first = x(0)
            let last = x(count - 1)
            return first.isFinite && last.isFinite && first <= last ? first...last : nil
        }
        var least = Double.infinity
        var greatest = -Double.infinity
        for index in 0..<count {
            let place = x(index)
            if place.isFinite {
                least = min(least, place)
                greatest = max(greatest, place)
            }
        }
        return least <= greatest ? least...greatest : nil
    }

    /// The first point at `place` or right of it, where points ascend; `count` where there is none.
    /// - Parameters:
    ///   - start: no earlier point is looked at.
    ///   - end: nor this one and later ones; nil for all.
    func index(at place: Double, from start: Int = 0, before end: Int? = nil) -> Int {
        var low = start
        var high = end ?? count
        while low < high {
            let middle = (low + high) / 2
            if x(middle) < place { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The point nearest to `place`; of several the last.
    func nearest(to place: Double) -> Int? {
        if count == 0 { return nil }
        if isAscending {
            let after = index(at: place)
            if after == 0 { return 0 }
            if after == count || place - x(after - 1) < x(after) - place {
                // Of points that share a place the last one counts.
                return after - 1
            }
            var last = after
            while last + 1 < count && x(last + 1) == x(after) { last += 1 }
            return last
        }
        return (0..<count).min { abs(x($0) - place) < abs(x($1) - place) }
    }

    /// The points inside a range, where points ascend.
    func indices(in range: ClosedRange<Double>) -> Range<Int> {
        let start = index(at: range.lowerBound)
        let end = index(at: range.upperBound.nextUp, from: start)
        return start..<end
    }
}

/// What runs from left to right.
enum HorizontalAxis: String, CaseIterable, Sendable {
    /// Training steps.
    case step
    /// Seconds since the run's first event.
    case relative
    /// Seconds since 1970.
    case wall

    var title: String {
        switch self {
        case .step: "step"
        case .relative: "time since the start"
        case .wall: "time of day"
        }
    }

    var next: HorizontalAxis {
        let all = Self.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }
}
