import Files

/// One line of a chart, ready to be drawn.
struct ChartLine: Sendable {
    let key: LineKey
    let runName: String
    /// What tells it from the chart's other lines.
    let label: String
    /// Its number, which colour and pattern follow.
    let ordinal: Int
    let points: LinePoints
    /// The smoothed values; nil where nothing is smoothed.
    let smoothed: ValueColumn?

    /// The values that are read off: smoothed ones where there are some.
    var values: ValueColumn { smoothed ?? points.series.values }
    var raw: ValueColumn { points.series.values }
    var pattern: LinePattern { LinePattern(line: ordinal) }
}
