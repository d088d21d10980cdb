/// A canvas of dots, 2 × 4 per character cell, for curves. Each cell has one colour: that of its last dot.
package struct BrailleCanvas: Sendable, Hashable {
    /// Extent in cells.
    package let size: Size
    /// Dots from left to right: two per column.
    package var width: Int { size.columns * 2 }
    /// Dots from top to bottom: four per row.
    package var height: Int { size.rows * 4 }

    private var dots: [UInt8]
    private var colors: [Color]

    /// An empty canvas.
    package init(size: Size) {
        self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
        dots = [UInt8](repeating: 0, count: self.size.columns * self.size.rows)
        colors = [Color](repeating: .standard, count: dots.count)
    }

    /// Sets a dot; (0, 0) is the upper left one. Outside the canvas nothing happens.
    package mutating func set(x: Int, y: Int, color: Color = .standard) {
        guard x >= 0, y >= 0, x < width, y < height else { return }
        let cell = (y / 4) * size.columns + x / 2
        dots[cell] |= BrailleCanvas.bit(x: x, y: y)
        colors[cell] = color
    }

    /// Whether a dot is set.
    package func isSet(x: Int, y: Int) -> Bool {
        guard x >= 0, y >= 0, x < width, y < height else { return false }
        return dots[(y / 4) * size.columns + x / 2] & BrailleCanvas.bit(x: x, y: y) != 0
    }

    /// Sets the dots of a straight line between two dots, which may lie outside (Bresenham, on the visible part).
    package mutating func line(fromX: Int, fromY: Int, toX: Int, toY: Int, color: Color = .standard) {
        guard
            let (startX, startY, endX, endY) = clippedLine(Double(fromX), Double(fromY), Double(toX), Double(toY))
        else { return }
        var x = startX
        var y = startY
        let deltaX = abs(endX - x)
        let deltaY = -abs(endY - y)
        let stepX = x < endX ? 1 : -1
        let stepY = y < endY ? 1 : -1
        var error = deltaX + deltaY
        while true {
            set(x: x, y: y, color: color)
            if x == endX && y == endY { break }
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

    /// The character of a cell: a blank or U+2801…U+28FF, and its colour.
    package subscript(column: Int, row: Int) -> (character: Character, color: Color) {
        let pattern = dots[row * size.columns + column]
        let scalar = pattern == 0 ? Unicode.Scalar(0x20) : Unicode.Scalar(0x2800 + UInt32(pattern))
        return (Character(scalar!), colors[row * size.columns + column])
    }

    /// The part of a line inside the canvas (Liang–Barsky), in dots.
    private func clippedLine(
        _ fromX: Double, _ fromY: Double, _ toX: Double, _ toY: Double
    ) -> (Int, Int, Int, Int)? {
        if width == 0 || height == 0 { return nil }
        var start = 0.0
        var end = 1.0
        let deltaX = toX - fromX
        let deltaY = toY - fromY
        let edges = [
            (-deltaX, fromX), (deltaX, Double(width - 1) - fromX),
            (-deltaY, fromY), (deltaY, Double(height - 1) - fromY),
        ]
        for (direction, distance) in edges {
            if direction == 0 {
                if distance < 0 { return nil }
            } else if direction < 0 {
                start = max(start, distance / direction)
            } else {
                end = min(end, distance / direction)
            }
        }
        if start > end { return nil }
        return (
            Int((fromX + start * deltaX).rounded()), Int((fromY + start * deltaY).rounded()),
            Int((fromX + end * deltaX).rounded()), Int((fromY + end * deltaY).rounded())
        )
    }

    private static func bit(x: Int, y: Int) -> UInt8 {
        // Braille numbers its dots 1–3 and 7 down the left column, 4–6 and 8 down the right one.
        let row = UInt8(truncatingIfNeeded: y & 3)
        if row == 3 { return x & 1 == 0 ? 0x40 : 0x80 }
        return (x & 1 == 0 ? 0x01 : 0x08) << row
    }
}

extension Frame {
    /// Draws a canvas with its upper left cell at `origin`; cells without a dot keep what they have.
    package mutating func draw(_ canvas: BrailleCanvas, at origin: Position, style: TextStyle = .standard) {
        for row in 0..<canvas.size.rows {
            for column in 0..<canvas.size.columns {
                let (character, color) = canvas[column, row]
                if character == " " { continue }
                var dotStyle = style
                if color != .standard { dotStyle.foreground = color }
                put(String(character), at: origin.offset(columns: column, rows: row), style: dotStyle)
            }
        }
    }
}
