import Terminal

/// Where the parts of one chart lie.
struct ChartLayout: Equatable, Sendable {
    let title: Rect
    let legend: Rect
    /// Labels of the vertical axis and the line right of them.
    let gutter: Rect
    let plot: Rect
    /// Labels of the horizontal axis.
    let foot: Rect

    /// - Parameters:
    ///   - rect: the chart's place.
    ///   - legendRows: rows that the legend would like.
    ///   - labelColumns: width of the widest label of the vertical axis.
    init(_ rect: Rect, legendRows: Int, labelColumns: Int) {
        let (title, belowTitle) = rect.split(top: 1)
        let (legend, belowLegend) = belowTitle.split(top: min(legendRows, max(1, rect.rows / 4)))
        let (body, foot) = belowLegend.split(bottom: 1)
        let (gutter, plot) = body.split(left: min(labelColumns + 1, rect.columns / 2))
        self.title = title
        self.legend = legend
        self.gutter = gutter
        self.plot = plot
        self.foot = foot
    }
}
