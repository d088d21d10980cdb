import Synchronization

/// Draws with a given palette so that a pixel's colour depends on its own value and place alone: where two pictures are the same,
/// they are drawn the same, and what changes a little changes little.
///
/// For every colour (five bits a channel) a few of the palette are chosen whose mean comes near it, each making up for part of what
/// those before it missed, and sorted by luma; a threshold of the place picks one (Knoll's pattern dithering).
final class SteadyDither: Sendable {
    /// Palette colours of a mixture.
    private static let count = 4
    /// Share of the miss that the next colour of a mixture makes up for.
    private static let share: Float = 0.5

    /// `count` indices for each of 32,768 colours, made when a picture first has the colour.
    private struct Mixtures {
        var indices = [UInt8](repeating: 0, count: 32768 * SteadyDither.count)
        var isMade = [Bool](repeating: false, count: 32768)
    }

    private let entries: [SIMD4<Float>]
    private let lumas: [Float]
    private let mixtures = Mutex(Mixtures())

    private static let known = Mutex<[(palette: [UInt8], dither: SteadyDither)]>([])

    /// The last few are remembered.
    static func with(_ palette: [UInt8]) -> SteadyDither {
        if let found = known.withLock({ $0.first { $0.palette == palette }?.dither }) { return found }
        let made = SteadyDither(palette)
        known.withLock { $0 = $0.suffix(3) + [(palette, made)] }
        return made
    }

    /// - Parameter palette: at most 256 colours, 3 bytes each.
    private init(_ palette: [UInt8]) {
        entries = stride(from: 0, to: palette.count, by: 3).map {
            SIMD4<Float>(Float(palette[$0]), Float(palette[$0 + 1]), Float(palette[$0 + 2]), 0)
        }
        lumas = entries.map { 0.299 * $0.x + 0.587 * $0.y + 0.114 * $0.z }
    }

    /// The palette's indices of a colour's mixture, dark to bright.
    private func mixture(of color: Int) -> [UInt8] {
        let wanted = SIMD4<Float>(
            Float(color >> 10) * 8 + 4, Float(color >> 5 & 31) * 8 + 4, Float(color & 31) * 8 + 4, 0)
        var missed = SIMD4<Float>()
        var chosen: [Int] = []
        for _ in 0..<Self.count {
            let target = (wanted + Self.share * missed).clamped(
                lowerBound: SIMD4(repeating: 0), upperBound: SIMD4(repeating: 255))
            let nearest = Self.nearest(to: target, in: entries)
            chosen.append(nearest)
            missed += wanted - entries[nearest]
        }
        return chosen.sorted { (lumas[$0], $0) < (lumas[$1], $1) }.map { UInt8($0) }
    }

    private static func nearest(to target: SIMD4<Float>, in entries: [SIMD4<Float>]) -> Int {
        var (nearest, least) = (0, Float.infinity)
        for index in 0..<entries.count {
            let difference = entries[index] - target
            let squares = difference * difference
            let distance = squares.x + squares.y + squares.z
            if distance < least { (nearest, least) = (index, distance) }
        }
        return nearest
    }

    /// Thresholds of 8×8 pixels, each from 0 to 63 once.
    private static let thresholds: [Int] = (0..<64).map { index in
        let (x, y) = (index % 8, index / 8)
        return (0..<3).reduce(0) { sum, bit in
            let (u, v) = (x >> bit & 1, y >> bit & 1)
            return sum + ((u ^ v) << 1 | v) << (2 * (2 - bit))
        }
    }

    /// The palette's indices for 3·width·height bytes.
    func indices(of pixels: [UInt8], width: Int) -> [UInt8] {
        let count = pixels.count / 3
        // Five bits a channel, shifted by the place within the eight values of each.
        let colors = [UInt16](unsafeUninitializedCapacity: count) { result, initialized in
            pixels.withUnsafeBufferPointer { pixels in
                Self.thresholds.withUnsafeBufferPointer { thresholds in
                    for pixel in 0..<count {
                        let offset = thresholds[(pixel / width & 7) << 3 | pixel % width & 7] / 8 - 4
                        let red = min(max(Int(pixels[3 * pixel]) + offset, 0), 255) >> 3
                        let green = min(max(Int(pixels[3 * pixel + 1]) + offset, 0), 255) >> 3
                        let blue = min(max(Int(pixels[3 * pixel + 2]) + offset, 0), 255) >> 3
                        result[pixel] = UInt16(red << 10 | green << 5 | blue)
                    }
                }
            }
            initialized = count
        }
        let mixtures = self.mixtures(for: colors)
        return [UInt8](unsafeUninitializedCapacity: count) { result, initialized in
            for pixel in 0..<count {
                let threshold = Self.thresholds[(pixel / width & 7) << 3 | pixel % width & 7]
                result[pixel] = mixtures[Int(colors[pixel]) * Self.count + threshold * Self.count / 64]
            }
            initialized = count
        }
    }

    private func mixtures(for colors: [UInt16]) -> [UInt8] {
        mixtures.withLock { mixtures in
            for color in colors where !mixtures.isMade[Int(color)] {
                mixtures.isMade[Int(color)] = true
                let start = Int(color) * Self.count
                mixtures.indices.replaceSubrange(start..<start + Self.count, with: mixture(of: Int(color)))
            }
            return mixtures.indices
        }
    }
}
