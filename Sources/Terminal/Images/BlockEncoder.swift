/// Encodes RGB pixels as upper half blocks: the glyph's colour is the upper pixel, the background's the lower one.
enum BlockEncoder {
    /// One run of text and colour sequences per row of cells (two rows of pixels); each begins with a reset and ends
    /// with one. Where the height is odd, the last row's lower halves stay in the terminal's background.
    static func encode(_ pixels: [UInt8], size: PixelSize, trueColor: Bool) -> [[UInt8]] {
        precondition(pixels.count == 3 * size.width * size.height, "blocks: \(pixels.count) bytes for \(size)")
        return stride(from: 0, to: size.height, by: 2).map { y in
            var row = Array("\u{1B}[0m".utf8)
            row.reserveCapacity(size.width * 40)
            var foreground: Shade?
            var background: Shade?
            for x in 0..<size.width {
                let upper = Shade(pixels, at: 3 * (y * size.width + x), trueColor: trueColor)
                let lower =
                    y + 1 < size.height ? Shade(pixels, at: 3 * ((y + 1) * size.width + x), trueColor: trueColor) : nil
                if let lower, background != lower {
                    lower.append(to: &row, selector: 48)
                    background = lower
                }
                if lower == upper {
                    row.append(UInt8(ascii: " "))
                    continue
                }
                if foreground != upper {
                    upper.append(to: &row, selector: 38)
                    foreground = upper
                }
                row += upperHalfBlock
            }
            row += Array("\u{1B}[0m".utf8)
            return row
        }
    }

    private static let upperHalfBlock = Array("▀".utf8)

    private enum Shade: Equatable {
        case rgb(UInt8, UInt8, UInt8)
        case indexed(UInt8)

        init(_ pixels: [UInt8], at index: Int, trueColor: Bool) {
            let (red, green, blue) = (pixels[index], pixels[index + 1], pixels[index + 2])
            self = trueColor ? .rgb(red, green, blue) : .indexed(StandardPalette.nearest256(red, green, blue))
        }

        func append(to bytes: inout [UInt8], selector: Int) {
            switch self {
            case .rgb(let red, let green, let blue): bytes += "\u{1B}[\(selector);2;\(red);\(green);\(blue)m".utf8
            case .indexed(let index): bytes += "\u{1B}[\(selector);5;\(index)m".utf8
            }
        }
    }
}
