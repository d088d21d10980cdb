import Screens

/// A raster to which text and rectangles are added.
struct PixelCanvas {
    typealias Ink = (red: UInt8, green: UInt8, blue: UInt8)

    let width: Int
    let height: Int
    /// 3·width·height, row-major, interleaved sRGB.
    private(set) var bytes: [UInt8]

    init(width: Int, height: Int, background: Ink) {
        self.width = width
        self.height = height
        bytes = [UInt8](repeating: 0, count: 3 * width * height)
        fill(x: 0, y: 0, width: width, height: height, ink: background)
    }

    /// Fills a rectangle, as far as it lies inside.
    mutating func fill(x: Int, y: Int, width: Int, height: Int, ink: Ink) {
        let rows = Self.inside(y, height, limit: self.height)
        let columns = Self.inside(x, width, limit: self.width)
        for row in rows {
            for column in columns {
                let place = 3 * (row * self.width + column)
                bytes[place] = ink.red
                bytes[place + 1] = ink.green
                bytes[place + 2] = ink.blue
            }
        }
    }

    /// The part of `count` places from `start` on that lies in 0..<limit.
    private static func inside(_ start: Int, _ count: Int, limit: Int) -> Range<Int> {
        let first = min(max(0, start), limit)
        return first..<min(max(first, start + count), limit)
    }

    /// Copies pixels; they must lie inside.
    mutating func copy(_ pixels: [UInt8], width: Int, height: Int, x: Int, y: Int) {
        precondition(x >= 0 && y >= 0 && x + width <= self.width && y + height <= self.height, "pixels outside")
        for row in 0..<height {
            let target = 3 * ((y + row) * self.width + x)
            bytes.replaceSubrange(target..<target + 3 * width, with: pixels[3 * row * width..<3 * (row + 1) * width])
        }
    }

    /// Writes a line of text with its upper left corner at (x, y), as far as it lies inside; `scale` pixels for each of
    /// the font's dots.
    mutating func text(_ text: String, x: Int, y: Int, scale: Int, ink: Ink) {
        var left = x
        for character in text {
            if left >= width { return }
            for (column, bits) in PixelFont.columns(of: character).enumerated() {
                for row in 0..<8 where bits >> row & 1 == 1 {
                    fill(x: left + column * scale, y: y + row * scale, width: scale, height: scale, ink: ink)
                }
            }
            left += PixelFont.advance * scale
        }
    }
}
