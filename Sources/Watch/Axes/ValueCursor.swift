import Screens

/// The value cursor in one chart: where values are read off, and which place is told.
struct ValueCursor: Sendable {
    /// In units of the horizontal axis.
    let place: Double
    /// How far beyond its first and last point a line is still read, for one of few points would hardly be met.
    private let reach: Double
    private let axis: HorizontalAxis
    /// Where the point nearest to the cursor lies, of all lines that are read; the cursor's own place where none is.
    private(set) var told: Double

    /// - Parameters:
    ///   - place: in units of the chart's horizontal axis.
    ///   - columns: how wide the chart is, in columns that the cursor can stand in.
    init(at place: Double, in content: ChartContent, columns: Int) {
        self.place = place
        axis = content.axis
        reach = (content.range.upperBound - content.range.lowerBound) / Double(max(1, columns))
        told = place
        let places = content.lines.compactMap { line in point(of: line).map { line.points.x($0) } }
        if let nearest = places.min(by: { abs($0 - place) < abs($1 - place) }) { told = nearest }
    }

    /// The point of a line that is read off; nil where the cursor stands outside the line's points.
    func point(of line: ChartLine) -> Int? {
        guard let extent = line.points.extent, place >= extent.lowerBound - reach, place <= extent.upperBound + reach
        else { return nil }
        return line.points.nearest(to: place)
    }

    /// A line's own place, where it is not the one that is told.
    func ownPlace(_ point: Int, of line: ChartLine) -> String? {
        let place = line.points.x(point)
        return place == told ? nil : text(of: place)
    }

    /// The place that is told, for a title.
    var title: String { (axis == .step ? "step " : "") + text(of: told) }

    private func text(of place: Double) -> String {
        switch axis {
        // Beyond 2⁵³ not every whole number is one.
        case .step: abs(place) < 0x1p53 ? NumberText.count(Int(place.rounded())) : NumberText.value(place)
        case .relative: TimeText.duration(place)
        case .wall: TimeText.clock(place, step: 1)
        }
    }
}
