/// Scales parts of bitmaps: each direction by area average where it shrinks and bilinearly where it grows.
enum ImageScaler {
    /// The part of a bitmap at another size: 3·width·height bytes, row-major, interleaved.
    static func scaled(_ bitmap: Bitmap, source: PixelRect, to size: PixelSize) -> [UInt8] {
        if source.width == size.width && source.height == size.height {
            return copied(bitmap, source: source)
        }
        let horizontal = Taps(source: source.width, target: size.width)
        let vertical = Taps(source: source.height, target: size.height)
        let rowLength = 3 * size.width
        var result = [UInt8](repeating: 0, count: rowLength * size.height)
        // Source rows narrowed to the target's width; each is made once, in order, and dropped when no longer needed.
        var narrowed = [Float](repeating: 0, count: rowLength * vertical.most)
        var narrowedRows = [Int](repeating: -1, count: vertical.most)
        var sum = [Float](repeating: 0, count: rowLength)
        bitmap.rgb.withUnsafeBufferPointer { pixels in
            narrowed.withUnsafeMutableBufferPointer { narrowed in
                sum.withUnsafeMutableBufferPointer { sum in
                    for y in 0..<size.height {
                        for index in 0..<rowLength { sum[index] = 0.5 }
                        for tap in vertical.starts[y]..<vertical.starts[y + 1] {
                            let row = vertical.positions[tap]
                            let slot = row % vertical.most
                            if narrowedRows[slot] != row {
                                let base = 3 * ((source.y + row) * bitmap.width + source.x)
                                narrow(pixels, base: base, horizontal, to: narrowed, at: slot * rowLength)
                                narrowedRows[slot] = row
                            }
                            let weight = vertical.weights[tap]
                            let offset = slot * rowLength
                            for index in 0..<rowLength { sum[index] += weight * narrowed[offset + index] }
                        }
                        for index in 0..<rowLength {
                            result[y * rowLength + index] = UInt8(min(255, max(0, sum[index])))
                        }
                    }
                }
            }
        }
        return result
    }

    private static func narrow(
        _ pixels: UnsafeBufferPointer<UInt8>, base: Int, _ taps: Taps, to row: UnsafeMutableBufferPointer<Float>,
        at offset: Int
    ) {
        taps.starts.withUnsafeBufferPointer { starts in
            taps.positions.withUnsafeBufferPointer { positions in
                taps.weights.withUnsafeBufferPointer { weights in
                    for x in 0..<starts.count - 1 {
                        var red: Float = 0
                        var green: Float = 0
                        var blue: Float = 0
                        for tap in starts[x]..<starts[x + 1] {
                            let pixel = base + 3 * positions[tap]
                            red += weights[tap] * Float(pixels[pixel])
                            green += weights[tap] * Float(pixels[pixel + 1])
                            blue += weights[tap] * Float(pixels[pixel + 2])
                        }
                        row[offset + 3 * x] = red
                        row[offset + 3 * x + 1] = green
                        row[offset + 3 * x + 2] = blue
                    }
                }
            }
        }
    }

    private static func copied(_ bitmap: Bitmap, source: PixelRect) -> [UInt8] {
        let rgb = bitmap.rgb
        if source.width == bitmap.width && source.height == bitmap.height { return rgb }
        var result: [UInt8] = []
        result.reserveCapacity(3 * source.width * source.height)
        for y in source.y..<source.y + source.height {
            let start = 3 * (y * bitmap.width + source.x)
            result += rgb[start..<start + 3 * source.width]
        }
        return result
    }

    /// Which source positions make each target position, and with which weights (they add up to 1).
    private struct Taps {
        /// Taps of target position i are `starts[i]..<starts[i + 1]`.
        var starts = [0]
        var positions: [Int] = []
        var weights: [Float] = []
        /// The most taps of one position.
        var most = 1

        init(source: Int, target: Int) {
            let scale = Double(source) / Double(target)
            for index in 0..<target {
                if scale > 1 {
                    let start = Double(index) * scale
                    let end = min(Double(source), start + scale)
                    for position in Int(start)..<max(Int(start) + 1, Int(end.rounded(.up))) where position < source {
                        let covered = min(end, Double(position + 1)) - max(start, Double(position))
                        if covered > 1e-9 { append(position, covered / (end - start)) }
                    }
                } else {
                    let center = min(max((Double(index) + 0.5) * scale - 0.5, 0), Double(source - 1))
                    let left = Int(center)
                    let fraction = center - Double(left)
                    append(left, 1 - fraction)
                    if fraction > 1e-9 { append(left + 1, fraction) }
                }
                starts.append(positions.count)
                most = max(most, starts[index + 1] - starts[index])
            }
        }

        private mutating func append(_ position: Int, _ weight: Double) {
            positions.append(position)
            weights.append(Float(weight))
        }
    }
}
