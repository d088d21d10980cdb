import Files
import Screens

/// Chooses the corners that draw a line of any number of points in a plot of few columns. Where points crowd, each
/// column keeps its first, least, greatest and last value, so that what is drawn equals the whole line at that size
/// (the M4 aggregation of Jugel et al., 2014).
struct CurveSampler {
    private let points: LinePoints
    private let range: ClosedRange<Double>
    private let columns: Int
    /// The points shown and one more on each side; nil where points do not ascend.
    private let indices: Range<Int>?
    /// The first point of each column, and behind them the end; empty where points do not crowd.
    private var starts: [Int] = []

    /// - Parameters:
    ///   - range: what the plot shows from left to right.
    ///   - columns: the plot's width in dots or pixels.
    init(_ points: LinePoints, range: ClosedRange<Double>, columns: Int) {
        self.points = points
        self.range = range
        self.columns = max(1, columns)
        guard points.isAscending else {
            indices = nil
            return
        }
        let inside = points.indices(in: range)
        indices = max(0, inside.lowerBound - 1)..<min(points.count, inside.upperBound + 1)
        guard inside.count > 2 * self.columns else { return }
        let extent = range.upperBound - range.lowerBound
        starts.reserveCapacity(self.columns + 1)
        starts.append(inside.lowerBound)
        for column in 1..<max(1, self.columns) {
            let edge = range.lowerBound + extent * Double(column) / Double(self.columns)
            starts.append(points.index(at: edge, from: starts[column - 1], before: inside.upperBound))
        }
        starts.append(inside.upperBound)
    }

    /// The least and greatest finite value shown.
    func extremes(of values: ValueColumn) -> (least: Double, greatest: Double)? {
        if points.isAscending {
            return values.extremes(in: points.indices(in: range))
        }
        var least = Double.infinity
        var greatest = -Double.infinity
        for index in 0..<points.count where range.contains(points.x(index)) && values[index].isFinite {
            least = min(least, values[index])
            greatest = max(greatest, values[index])
        }
        return least <= greatest ? (least, greatest) : nil
    }

    /// The corners of the line through `values`, which has a value for each point.
    func vertices(of values: ValueColumn) -> [CurveVertex] {
        guard let indices else { return unorderedVertices(of: values) }
        if starts.isEmpty {
            return indices.map { CurveVertex(x: place(points.x($0)), value: values[$0]) }
        }
        var vertices: [CurveVertex] = []
        vertices.reserveCapacity(4 * columns + 2)
        if indices.lowerBound < starts[0] {
            vertices.append(
                CurveVertex(x: place(points.x(indices.lowerBound)), value: values[indices.lowerBound]))
        }
        for column in 0..<columns {
            let crowd = starts[column]..<starts[column + 1]
            if crowd.isEmpty { continue }
            let x = Double(column) + 0.5
            vertices.append(CurveVertex(x: x, value: values[crowd.lowerBound]))
            if crowd.count > 1 {
                if let (least, greatest) = values.extremes(in: crowd) {
                    vertices.append(CurveVertex(x: x, value: least))
                    vertices.append(CurveVertex(x: x, value: greatest))
                }
                vertices.append(CurveVertex(x: x, value: values[crowd.upperBound - 1]))
            }
        }
        if let end = starts.last, end < indices.upperBound {
            vertices.append(CurveVertex(x: place(points.x(end)), value: values[end]))
        }
        return vertices
    }

    private func place(_ x: Double) -> Double {
        let extent = range.upperBound - range.lowerBound
        return extent > 0 ? (x - range.lowerBound) / extent * Double(columns) : Double(columns) / 2
    }

    /// Of points that go back and forth every column keeps its extremes alone.
    private func unorderedVertices(of values: ValueColumn) -> [CurveVertex] {
        var least = [Double](repeating: .infinity, count: columns)
        var greatest = [Double](repeating: -.infinity, count: columns)
        for index in 0..<points.count where range.contains(points.x(index)) && values[index].isFinite {
            let column = min(columns - 1, max(0, Int(place(points.x(index)))))
            least[column] = min(least[column], values[index])
            greatest[column] = max(greatest[column], values[index])
        }
        return (0..<columns).flatMap { column -> [CurveVertex] in
            if least[column] > greatest[column] { return [] }
            let x = Double(column) + 0.5
            return [CurveVertex(x: x, value: least[column]), CurveVertex(x: x, value: greatest[column])]
        }
    }
}

/// A corner of a curve: a place from the left edge of the plot in columns, and a value. A value that is not finite
/// breaks the curve.
struct CurveVertex: Equatable, Sendable {
    let x: Double
    let value: Double
}
