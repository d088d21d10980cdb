/// Encodes RGB pixels as block characters: in each cell the one of a space and the terminal's shapes (half blocks, quadrants,
/// sextants) that with two colours comes nearest to the picture.
enum BlockEncoder {
    /// What divides a cell into halves, quarters and sixths alike.
    static let samplesPerCell = PixelSize(width: 2, height: 6)

    /// One run of text and colour sequences per row of cells; each begins and ends with a reset. `size` is whole columns and half
    /// rows of cells; where the last row is half, its lower half stays in the terminal's background. Without true colour the
    /// nearest of 256 are taken and half of a cell's mean error diffused (Floyd–Steinberg; all of it is too grainy for pixels this
    /// large).
    static func encode(_ pixels: [UInt8], size: PixelSize, trueColor: Bool, shapes: BlockShapes) -> [[UInt8]] {
        precondition(pixels.count == 3 * size.width * size.height, "blocks: \(pixels.count) bytes for \(size)")
        precondition(size.width % 2 == 0 && size.height % 3 == 0, "blocks: \(size) is no number of half cells")
        let columns = size.width / samplesPerCell.width
        let patterns = BlockPattern.all(shapes)
        var errors = [SIMD4<Float>](repeating: .zero, count: columns + 2)
        return stride(from: 0, to: size.height, by: samplesPerCell.height).map { y in
            var below = [SIMD4<Float>](repeating: .zero, count: columns + 2)
            let isHalf = y + samplesPerCell.height > size.height
            var row = CellRow()
            for column in 0..<columns {
                let cell = samples(
                    pixels, width: size.width, x: 2 * column, y: y, rows: isHalf ? 3 : 6, added: errors[column + 1])
                let drawn =
                    isHalf
                    ? upperHalf(cell, trueColor: trueColor) : best(patterns, for: cell, trueColor: trueColor)
                row.append(drawn, isHalf: isHalf)
                if trueColor { continue }
                let error = drawn.error * 0.5
                errors[column + 2] += error * 7 / 16
                below[column] += error * 3 / 16
                below[column + 1] += error * 5 / 16
                below[column + 2] += error / 16
            }
            errors = below
            return row.bytes + CellRow.reset
        }
    }

    /// The 2×6 samples of a cell along rows, an error added to each; below `rows` there is nothing.
    private static func samples(
        _ pixels: [UInt8], width: Int, x: Int, y: Int, rows: Int, added: SIMD4<Float>
    ) -> [SIMD4<Float>] {
        var samples = [SIMD4<Float>](repeating: .zero, count: 12)
        for row in 0..<rows {
            for column in 0..<2 {
                let index = 3 * ((y + row) * width + x + column)
                samples[2 * row + column] =
                    SIMD4(Float(pixels[index]), Float(pixels[index + 1]), Float(pixels[index + 2]), 0) + added
            }
        }
        return samples
    }

    /// A cell as it is drawn.
    struct Drawn {
        let glyph: [UInt8]
        let ink: Shade
        /// Nil where ink is all.
        let paper: Shade?
        /// What was wanted less what is shown, on the mean over the samples.
        let error: SIMD4<Float>
    }

    private static func best(_ patterns: [BlockPattern], for cell: [SIMD4<Float>], trueColor: Bool) -> Drawn {
        let all = cell.reduce(SIMD4<Float>.zero, +)
        let whole = Shade(mean: all, of: 12, trueColor: trueColor)
        var least = whole.cost(sum: all, of: 12)
        var chosen = Drawn(glyph: [], ink: whole, paper: nil, error: all / 12 - whole.color)
        for pattern in patterns {
            var inked = SIMD4<Float>.zero
            for index in pattern.samples { inked += cell[index] }
            let count = Float(pattern.samples.count)
            let ink = Shade(mean: inked, of: count, trueColor: trueColor)
            // What the ink misses, the paper makes up for in part, as it would in the row below.
            let missed = trueColor ? .zero : (inked - ink.color * count) * (0.5 * 5 / 16)
            let paper = Shade(mean: all - inked + missed, of: 12 - count, trueColor: trueColor)
            let cost = ink.cost(sum: inked, of: count) + paper.cost(sum: all - inked, of: 12 - count)
            if cost < least, ink.code != paper.code {
                least = cost
                let shown = (ink.color * count + paper.color * (12 - count)) / 12
                chosen = Drawn(glyph: pattern.glyph, ink: ink, paper: paper, error: all / 12 - shown)
            }
        }
        return chosen
    }

    private static func upperHalf(_ cell: [SIMD4<Float>], trueColor: Bool) -> Drawn {
        let sum = cell.reduce(SIMD4<Float>.zero, +)
        let ink = Shade(mean: sum, of: 6, trueColor: trueColor)
        return Drawn(glyph: BlockPattern.upperHalf.glyph, ink: ink, paper: nil, error: sum / 6 - ink.color)
    }

    /// A colour that the terminal can show.
    struct Shade {
        /// Bytes of red, green and blue, or the palette's index.
        let code: UInt32
        let color: SIMD4<Float>
        private let isDirect: Bool

        init(mean sum: SIMD4<Float>, of count: Float, trueColor: Bool) {
            let wanted = (sum / count).clamped(lowerBound: .zero, upperBound: SIMD4(repeating: 255))
            let (red, green, blue) = (UInt8(wanted.x + 0.5), UInt8(wanted.y + 0.5), UInt8(wanted.z + 0.5))
            isDirect = trueColor
            if trueColor {
                code = UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
                color = SIMD4(Float(red), Float(green), Float(blue), 0)
            } else {
                let index = StandardPalette.nearest256(red, green, blue)
                let shown = StandardPalette.rgb(index)
                code = UInt32(index)
                color = SIMD4(Float(shown.0), Float(shown.1), Float(shown.2), 0)
            }
        }

        /// The squared distances to samples of this sum, less what does not depend on the colour.
        func cost(sum: SIMD4<Float>, of count: Float) -> Float {
            (color * (color * count - 2 * sum)).sum()
        }

        func append(to bytes: inout [UInt8], selector: Int) {
            if isDirect {
                bytes += "\u{1B}[\(selector);2;\(code >> 16);\(code >> 8 & 255);\(code & 255)m".utf8
            } else {
                bytes += "\u{1B}[\(selector);5;\(code)m".utf8
            }
        }
    }

    /// A row of cells in the making; a colour is written where it changes.
    private struct CellRow {
        static let reset = Array("\u{1B}[0m".utf8)
        var bytes = reset
        private var ink: UInt32?
        private var paper: UInt32?

        mutating func append(_ cell: Drawn, isHalf: Bool) {
            // All of one colour: a space on it.
            if let background = cell.paper ?? (isHalf ? nil : cell.ink), paper != background.code {
                background.append(to: &bytes, selector: 48)
                paper = background.code
            }
            if cell.glyph.isEmpty {
                bytes.append(0x20)
                return
            }
            if ink != cell.ink.code {
                cell.ink.append(to: &bytes, selector: 38)
                ink = cell.ink.code
            }
            bytes += cell.glyph
        }
    }
}
