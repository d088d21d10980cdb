import Synchronization

/// Draws with a given palette so that a pixel's colour depends on its own value and place alone: where two pictures are the same,
/// they are drawn the same, and what changes a little changes little.
///
/// For every colour (five bits a channel) a few of the palette are chosen whose mean comes near it, each making up for part of what
/// those before it missed, and sorted by luma; a threshold of the place picks one (Knoll's pattern dithering).
struct SteadyDither: Sendable {
    /// Palette colours of a mixture.
    private static let count = 4
    /// Share of the miss that the next colour of a mixture makes up for.
    private static let share: Float = 0.5

    /// `count` indices for each of 32,768 colours.
    private let mixtures: [UInt8]

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
        let entries = stride(from: 0, to: palette.count, by: 3).map {
            SIMD4<Float>(Float(palette[$0]), Float(palette[$0 + 1]), Float(palette[$0 + 2]), 0)
        }
        let lumas = entries.map { ($0 * SIMD4<Float>(0.299, 0.587, 0.114, 0)).sum() }
        mixtures = [UInt8](unsafeUninitializedCapacity: 32768 * Self.count) { result, initialized in
            for color in 0..<32768 {
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
                chosen.sort { (lumas[$0], $0) < (lumas[$1], $1) }
                for (place, index) in chosen.enumerated() { result[color * Self.count + place] = UInt8(index) }
            }
            initialized = 32768 * Self.count
        }
    }

    private static func nearest(to target: SIMD4<Float>, in entries: [SIMD4<Float>]) -> Int {
        var (nearest, least) = (0, Float.infinity)
        for (index, entry) in entries.enumerated() {
            let difference = entry - target
            let distance = (difference * difference).sum()
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
        [UInt8](unsafeUninitializedCapacity: pixels.count / 3) { result, initialized in
            pixels.withUnsafeBufferPointer { pixels in
                mixtures.withUnsafeBufferPointer { mixtures in
                    Self.thresholds.withUnsafeBufferPointer { thresholds in
                        for pixel in 0..<pixels.count / 3 {
                            let threshold = thresholds[(pixel / width & 7) << 3 | pixel % width & 7]
                            // Within the eight values of five bits too.
                            let offset = threshold / 8 - 4
                            func level(_ channel: Int) -> Int {
                                min(max(Int(pixels[3 * pixel + channel]) + offset, 0), 255) >> 3
                            }
                            let color = level(0) << 10 | level(1) << 5 | level(2)
                            result[pixel] = mixtures[color * Self.count + threshold * Self.count / 64]
                        }
                    }
                }
            }
            initialized = pixels.count / 3
        }
    }
}
