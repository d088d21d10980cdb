import Terminal

/// What a step changed, as colours over the picture in grey: dark violet where little, bright yellow where most.
enum HeatMap {
    /// From no change to the most, evenly brighter.
    private static let stops: [(red: Float, green: Float, blue: Float)] = [
        (28, 16, 68), (110, 28, 110), (200, 62, 86), (246, 136, 50), (252, 236, 120),
    ]
    /// Below this share of the full range a change is not blown up to the brightest colour: noise would look like paint.
    private static let leastRange: Float = 8

    /// - Parameters:
    ///   - before: the frame that was stepped from.
    ///   - after: the frame that came of it, of the same size.
    static func bitmap(from before: Bitmap, to after: Bitmap) -> Bitmap {
        let (width, height) = (after.width, after.height)
        let (a, b) = (before.rgb, after.rgb)
        var change = [Float](repeating: 0, count: width * height)
        for i in change.indices {
            var sum = 0
            for channel in 0..<3 { sum += abs(Int(a[3 * i + channel]) - Int(b[3 * i + channel])) }
            change[i] = Float(sum) / 3
        }
        // Strokes rather than their grain.
        change = blurred(change, width: width, height: height, radius: max(width, height) / 256)
        let range = max(highest(change), leastRange)
        var rgb = [UInt8](repeating: 0, count: 3 * width * height)
        for i in change.indices {
            let share = min(change[i] / range, 1)
            let color = color(at: share)
            let grey = 0.299 * Float(b[3 * i]) + 0.587 * Float(b[3 * i + 1]) + 0.114 * Float(b[3 * i + 2])
            // The picture stays readable below what hardly changed.
            let cover = 0.35 + 0.5 * share
            func mixed(_ value: Float) -> UInt8 { UInt8(min(max(cover * value + (1 - cover) * grey, 0), 255)) }
            rgb[3 * i] = mixed(color.red)
            rgb[3 * i + 1] = mixed(color.green)
            rgb[3 * i + 2] = mixed(color.blue)
        }
        return Bitmap(width: width, height: height, rgb: rgb)
    }

    /// What two in a hundred values are above: single specks do not decide the colours.
    private static func highest(_ values: [Float]) -> Float {
        var counts = [Int](repeating: 0, count: 256)
        for value in values { counts[Int(min(max(value, 0), 255))] += 1 }
        var left = values.count / 50
        for level in counts.indices.reversed() {
            left -= counts[level]
            if left < 0 { return Float(level + 1) }
        }
        return 1
    }

    private static func color(at share: Float) -> (red: Float, green: Float, blue: Float) {
        let scaled = share * Float(stops.count - 1)
        let index = min(Int(scaled), stops.count - 2)
        let part = scaled - Float(index)
        let (from, to) = (stops[index], stops[index + 1])
        return (
            from.red + part * (to.red - from.red), from.green + part * (to.green - from.green),
            from.blue + part * (to.blue - from.blue)
        )
    }

    /// The mean over a square of 2·radius + 1 pixels a side, of those within the picture.
    private static func blurred(_ values: [Float], width: Int, height: Int, radius: Int) -> [Float] {
        guard radius > 0 else { return values }
        let alongRows = means(values, lines: height, length: width, lineStride: width, stride: 1, radius: radius)
        return means(alongRows, lines: width, length: height, lineStride: 1, stride: width, radius: radius)
    }

    private static func means(
        _ values: [Float], lines: Int, length: Int, lineStride: Int, stride: Int, radius: Int
    ) -> [Float] {
        var result = values
        for line in 0..<lines {
            let start = line * lineStride
            var sum: Float = 0
            for place in 0..<min(radius, length) { sum += values[start + place * stride] }
            for place in 0..<length {
                if place + radius < length { sum += values[start + (place + radius) * stride] }
                if place - radius > 0 { sum -= values[start + (place - radius - 1) * stride] }
                let count = min(place + radius, length - 1) - max(place - radius, 0) + 1
                result[start + place * stride] = sum / Float(count)
            }
        }
        return result
    }
}
