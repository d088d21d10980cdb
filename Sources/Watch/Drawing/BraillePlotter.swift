import Screens
import Terminal

/// Draws curves into a canvas of dots.
struct BraillePlotter {
    private(set) var canvas: BrailleCanvas
    private let axis: VerticalAxis
    private let width: Int
    private let height: Int

    init(size: Size, axis: VerticalAxis) {
        canvas = BrailleCanvas(size: size)
        self.axis = axis
        width = canvas.width
        height = canvas.height
    }

    /// Draws a curve.
    /// - Parameters:
    ///   - vertices: corners, in dot columns.
    ///   - isSparse: leaves every other dot out, for what is to stay in the background where there are no colours.
    mutating func draw(_ vertices: [CurveVertex], color: Color, pattern: LinePattern, isSparse: Bool = false) {
        var last: (x: Int, y: Int)?
        for vertex in vertices {
            guard vertex.value.isFinite else {
                last = nil
                continue
            }
            let here = (x: column(vertex.x), y: row(vertex.value))
            line(from: last ?? here, to: here, color, pattern, isSparse)
            last = here
        }
    }

    private func column(_ x: Double) -> Int {
        // Neighbours outside the plot only say where the line leaves it; far ones would take long to walk to.
        Int(min(max(x, Double(-4 * width - 4)), Double(5 * width + 4)).rounded(.down))
    }

    private func row(_ value: Double) -> Int {
        let fraction = min(max(axis.fraction(of: value), -4), 5)
        return Int(((1 - fraction) * Double(height - 1)).rounded())
    }

    private mutating func line(
        from start: (x: Int, y: Int), to end: (x: Int, y: Int), _ color: Color, _ pattern: LinePattern,
        _ isSparse: Bool
    ) {
        var (x, y) = start
        let deltaX = abs(end.x - x)
        let deltaY = -abs(end.y - y)
        let stepX = x < end.x ? 1 : -1
        let stepY = y < end.y ? 1 : -1
        var error = deltaX + deltaY
        while true {
            if x >= 0, y >= 0, x < width, y < height, pattern.hasInk(at: x), !isSparse || (x + y) % 2 == 0 {
                canvas.set(x: x, y: y, color: color)
            }
            if x == end.x && y == end.y { return }
            let doubled = 2 * error
            if doubled >= deltaY {
                error += deltaY
                x += stepX
            }
            if doubled <= deltaX {
                error += deltaX
                y += stepY
            }
        }
    }
}
