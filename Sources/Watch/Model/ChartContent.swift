import Files
import Screens

/// Everything that a chart shows, whatever it is drawn on.
struct ChartContent: Sendable {
    let chart: Chart
    let lines: [ChartLine]
    /// What is shown from left to right.
    let range: ClosedRange<Double>
    let axis: HorizontalAxis
    let scale: VerticalScale
    /// What is shown from bottom to top.
    let fit: HeightFit

    /// Points of a line that are looked at to tell outliers from the rest.
    private static let outlierSamples = 512
    /// Values beyond the middle 96 % are outliers where all values take this many times as much height.
    private static let outlierRatio = 3.0

    /// The vertical axis over the values shown, whether outliers lie beyond it, and what there is to say where it shows none.
    func fittedAxis() -> (axis: VerticalAxis, isCut: Bool, absence: String?) {
        var least = Double.infinity
        var greatest = -Double.infinity
        var leastPositive = Double.infinity
        for line in lines {
            let sampler = CurveSampler(line.points, range: range, columns: 1)
            let sources = fit == .smoothed ? [line.values] : [line.raw, line.values]
            for values in sources {
                guard let extremes = sampler.extremes(of: values) else { continue }
                least = min(least, extremes.least)
                greatest = max(greatest, extremes.greatest)
                if scale == .logarithmic, extremes.least <= 0, extremes.greatest > 0 {
                    leastPositive = min(leastPositive, leastPositiveValue(of: values, line.points))
                } else if extremes.least > 0 {
                    leastPositive = min(leastPositive, extremes.least)
                }
            }
        }
        if scale == .logarithmic, leastPositive.isFinite { least = leastPositive }
        guard least <= greatest else { return (VerticalAxis(scale: scale, showing: 0...1), false, absence) }
        let typical = typicalRange(within: least...greatest)
        let isEmpty = scale == .logarithmic && greatest <= 0
        return (
            VerticalAxis(scale: scale, showing: typical ?? least...greatest), typical != nil,
            isEmpty ? "no value above 0 for the log scale" : nil
        )
    }

    /// The heights without far outliers; nil where there are none or they are to be shown.
    private func typicalRange(within whole: ClosedRange<Double>) -> ClosedRange<Double>? {
        guard fit == .typical, scale == .linear, whole.upperBound > whole.lowerBound else { return nil }
        var low = Double.infinity
        var high = -Double.infinity
        for line in lines {
            let indices = line.points.isAscending ? line.points.indices(in: range) : 0..<line.points.count
            let stride = max(1, indices.count / Self.outlierSamples)
            let values = Swift.stride(from: indices.lowerBound, to: indices.upperBound, by: stride)
                .map { line.raw[$0] }.filter(\.isFinite).sorted()
            guard !values.isEmpty else { continue }
            // In a short line every value counts: its ends are then its least and greatest.
            let rest = values.count / 50
            low = min(low, values[rest])
            high = max(high, values[values.count - 1 - rest])
        }
        let height = high - low
        guard height > 0, whole.upperBound - whole.lowerBound > Self.outlierRatio * height else { return nil }
        return max(whole.lowerBound, low - height / 4)...min(whole.upperBound, high + height / 4)
    }

    /// Places and text of the marks under the plot.
    func horizontalTicks(count: Int) -> [(place: Double, text: String)] {
        let marks = axis == .step ? TickMarks.linear(in: range, count: count) : TickMarks.times(in: range, count: count)
        let step = marks.count > 1 ? marks[1] - marks[0] : range.upperBound - range.lowerBound
        return marks.map { ($0, text(of: $0, step: step)) }
    }

    /// Why there is no finite value.
    private var absence: String {
        if lines.isEmpty { return "no data" }
        if lines.contains(where: { $0.points.extent?.overlaps(range) == true }) { return "no finite value" }
        return "nothing from \(text(of: range.lowerBound)) to \(text(of: range.upperBound))"
    }

    /// A horizontal place as text, as exact as what is shown from left to right asks for.
    func text(of place: Double) -> String { text(of: place, step: (range.upperBound - range.lowerBound) / 100) }

    /// A horizontal place as text.
    /// - Parameter step: the distance between places that are to be told apart.
    func text(of place: Double, step: Double) -> String {
        switch axis {
        case .step: NumberText.step(place)
        case .relative: TimeText.duration(place)
        case .wall: TimeText.clock(place, step: step)
        }
    }

    private func leastPositiveValue(of values: ValueColumn, _ points: LinePoints) -> Double {
        var least = Double.infinity
        let indices = points.isAscending ? points.indices(in: range) : 0..<points.count
        values.forEach(in: indices) { _, value in
            if value > 0, value < least { least = value }
        }
        return least
    }
}

/// What a chart shows from bottom to top.
enum HeightFit: CaseIterable, Sendable {
    /// Every value, save a few that lie so far off that they would flatten all others.
    case typical
    /// Every value.
    case all
    /// The smoothed values.
    case smoothed

    var next: HeightFit {
        let all = Self.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }

    /// A sentence for the message line.
    var sentence: String {
        switch self {
        case .typical: "Heights fit all values but far outliers."
        case .all: "Heights fit all values."
        case .smoothed: "Heights fit the smoothed values."
        }
    }
}
