/// Encodes RGB pixels as upper half blocks: the glyph's colour is the upper pixel, the background's the lower one.
enum BlockEncoder {
    /// One run of text and colour sequences per row of cells (two rows of pixels); each begins with a reset and ends
    /// with one. Where the height is odd, the last row's lower halves stay in the terminal's background. Without true
    /// colour the nearest of 256 is taken and half of its error diffused (Floyd–Steinberg; all of it
    /// is too grainy for pixels this large).
    static func encode(_ pixels: [UInt8], size: PixelSize, trueColor: Bool) -> [[UInt8]] {
        precondition(pixels.count == 3 * size.width * size.height, "blocks: \(pixels.count) bytes for \(size)")
        let shades: [Shade] = trueColor ? exact(pixels) : dithered(pixels, size: size).map { .indexed($0) }
        return stride(from: 0, to: size.height, by: 2).map { y in
            var row = Array("\u{1B}[0m".utf8)
            row.reserveCapacity(size.width * 40)
            var foreground: Shade?
            var background: Shade?
            for x in 0..<size.width {
                let upper = shades[y * size.width + x]
                let lower = y + 1 < size.height ? shades[(y + 1) * size.width + x] : nil
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

    private static func exact(_ pixels: [UInt8]) -> [Shade] {
        stride(from: 0, to: pixels.count, by: 3).map { index -> Shade in
            .rgb(pixels[index], pixels[index + 1], pixels[index + 2])
        }
    }

    private static func dithered(_ pixels: [UInt8], size: PixelSize) -> [UInt8] {
        var indices: [UInt8] = []
        indices.reserveCapacity(size.width * size.height)
        let stride = 3 * (size.width + 2)
        var errors = [Int](repeating: 0, count: stride)
        for y in 0..<size.height {
            var below = [Int](repeating: 0, count: stride)
            for x in 0..<size.width {
                let wanted = (0..<3).map { channel in
                    let value = Int(pixels[3 * (y * size.width + x) + channel]) + errors[3 * (x + 1) + channel] / 32
                    return min(255, max(0, value))
                }
                let index = StandardPalette.nearest256(UInt8(wanted[0]), UInt8(wanted[1]), UInt8(wanted[2]))
                indices.append(index)
                let (red, green, blue) = StandardPalette.rgb(index)
                for (channel, shown) in [red, green, blue].enumerated() {
                    let error = wanted[channel] - Int(shown)
                    errors[3 * (x + 2) + channel] += error * 7
                    below[3 * x + channel] += error * 3
                    below[3 * (x + 1) + channel] += error * 5
                    below[3 * (x + 2) + channel] += error
                }
            }
            errors = below
        }
        return indices
    }

    private static let upperHalfBlock = Array("▀".utf8)

    private enum Shade: Equatable {
        case rgb(UInt8, UInt8, UInt8)
        case indexed(UInt8)

        func append(to bytes: inout [UInt8], selector: Int) {
            switch self {
            case .rgb(let red, let green, let blue): bytes += "\u{1B}[\(selector);2;\(red);\(green);\(blue)m".utf8
            case .indexed(let index): bytes += "\u{1B}[\(selector);5;\(index)m".utf8
            }
        }
    }
}
