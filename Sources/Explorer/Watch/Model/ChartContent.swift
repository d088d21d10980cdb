import Files

/// Everything that a chart shows, whatever it is drawn on.
struct ChartContent: Sendable {
    let chart: Chart
    let lines: [ChartLine]
    /// What is shown from left to right.
    let range: ClosedRange<Double>
    let axis: HorizontalAxis
    let scale: VerticalScale
    /// Whether smoothed values alone decide what is shown from bottom to top.
    let fitsSmoothed: Bool

    /// The vertical axis over the values shown in a plot of this many columns.
    func verticalAxis() -> VerticalAxis {
        var least = Double.infinity
        var greatest = -Double.infinity
        var leastPositive = Double.infinity
        for line in lines {
            let sampler = CurveSampler(line.points, range: range, columns: 1)
            let sources = fitsSmoothed ? [line.values] : [line.raw, line.values]
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
        guard least <= greatest else { return VerticalAxis(scale: scale, showing: 0...1) }
        return VerticalAxis(scale: scale, showing: least...greatest)
    }

    /// Places and text of the marks under the plot.
    func horizontalTicks(count: Int) -> [(place: Double, text: String)] {
        let marks = axis == .step ? TickMarks.linear(in: range, count: count) : TickMarks.times(in: range, count: count)
        let step = marks.count > 1 ? marks[1] - marks[0] : range.upperBound - range.lowerBound
        return marks.map { ($0, text(of: $0, step: step)) }
    }

    /// A horizontal place as text.
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
