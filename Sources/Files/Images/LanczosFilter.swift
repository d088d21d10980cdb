import Glibc

/// Weights of a separable Lanczos resampling (a = 3) along one axis, by Pillow's convention.
///
/// Target pixel x looks at source position (x + ½)·scale; when shrinking, the filter is widened by the scale. Weights
/// are rounded to 22 fractional bits and sums to 8 bits after each axis, so that results agree with Pillow's exactly.
struct LanczosFilter {
    private static let fractionBits: Int32 = 22
    private static let half: Int32 = 1 << 21

    private let sourceCount: Int
    private let targetCount: Int
    /// The first source index of each target index.
    private var starts: [Int] = []
    /// How many source indices each target index looks at.
    private var counts: [Int] = []
    /// [targetCount × stride], padded with zeros.
    private var weights: [Int32] = []
    private let stride: Int

    /// Weights that take `sourceCount` samples to `targetCount`.
    init(from sourceCount: Int, to targetCount: Int) {
        self.sourceCount = sourceCount
        self.targetCount = targetCount
        let scale = Double(sourceCount) / Double(targetCount)
        let filterScale = max(scale, 1)
        let support = 3 * filterScale
        stride = Int(ceil(support)) * 2 + 1
        starts.reserveCapacity(targetCount)
        counts.reserveCapacity(targetCount)
        weights = [Int32](repeating: 0, count: targetCount * stride)
        var row = [Double](repeating: 0, count: stride)
        for target in 0..<targetCount {
            let center = (Double(target) + 0.5) * scale
            let first = max(0, Int(center - support + 0.5))
            let count = min(sourceCount, Int(center + support + 0.5)) - first
            var total = 0.0
            for index in 0..<count {
                row[index] = Self.lanczos((Double(index + first) - center + 0.5) / filterScale)
                total += row[index]
            }
            for index in 0..<count {
                let weight = (total == 0 ? row[index] : row[index] / total) * Double(1 << Self.fractionBits)
                weights[target * stride + index] = Int32(weight < 0 ? weight - 0.5 : weight + 0.5)
            }
            starts.append(first)
            counts.append(count)
        }
    }

    private static func lanczos(_ x: Double) -> Double {
        func sinc(_ x: Double) -> Double { x == 0 ? 1 : sin(x * .pi) / (x * .pi) }
        return x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0
    }

    /// Resamples every row: [rows × sourceCount × channels] → [rows × targetCount × channels], channels 1 or 3.
    func alongRows(_ plane: [UInt8], rows: Int, channels: Int) -> [UInt8] {
        precondition(channels == 1 || channels == 3, "\(channels) channels, expected 1 or 3")
        let size = rows * targetCount * channels
        return [UInt8](unsafeUninitializedCapacity: size) { target, initialized in
            plane.withUnsafeBufferPointer { source in
                weights.withUnsafeBufferPointer { weights in
                    for row in 0..<rows {
                        for column in 0..<targetCount {
                            let taps = weights.baseAddress.unsafelyUnwrapped + column * stride
                            let from = (row * sourceCount + starts[column]) * channels
                            let to = (row * targetCount + column) * channels
                            if channels == 3 {
                                let sum = Self.sum3(source, from: from, taps: taps, count: counts[column])
                                target[to] = Self.clamped(sum.0)
                                target[to + 1] = Self.clamped(sum.1)
                                target[to + 2] = Self.clamped(sum.2)
                            } else {
                                target[to] = Self.clamped(
                                    Self.sum1(source, from: from, taps: taps, count: counts[column]))
                            }
                        }
                    }
                }
            }
            initialized = size
        }
    }

    /// Resamples every column: [sourceCount × rowBytes] → [targetCount × rowBytes].
    func alongColumns(_ plane: [UInt8], rowBytes: Int) -> [UInt8] {
        let size = targetCount * rowBytes
        var sums = [Int32](repeating: 0, count: rowBytes)
        return [UInt8](unsafeUninitializedCapacity: size) { target, initialized in
            plane.withUnsafeBufferPointer { source in
                sums.withUnsafeMutableBufferPointer { sums in
                    for row in 0..<targetCount {
                        for index in 0..<rowBytes { sums[index] = Self.half }
                        for tap in 0..<counts[row] {
                            let weight = weights[row * stride + tap]
                            let line = UnsafeBufferPointer(
                                rebasing: source[(starts[row] + tap) * rowBytes..<(starts[row] + tap + 1) * rowBytes])
                            for index in 0..<rowBytes {
                                sums[index] = sums[index] &+ weight &* Int32(truncatingIfNeeded: line[index])
                            }
                        }
                        for index in 0..<rowBytes { target[row * rowBytes + index] = Self.clamped(sums[index]) }
                    }
                }
            }
            initialized = size
        }
    }

    @inline(__always)
    private static func clamped(_ sum: Int32) -> UInt8 {
        UInt8(truncatingIfNeeded: max(0, min(255, sum >> fractionBits)))
    }

    @inline(__always)
    private static func sum1(
        _ source: UnsafeBufferPointer<UInt8>, from: Int, taps: UnsafePointer<Int32>, count: Int
    ) -> Int32 {
        var sum = half
        for tap in 0..<count { sum = sum &+ taps[tap] &* Int32(truncatingIfNeeded: source[from + tap]) }
        return sum
    }

    @inline(__always)
    private static func sum3(
        _ source: UnsafeBufferPointer<UInt8>, from: Int, taps: UnsafePointer<Int32>, count: Int
    ) -> (Int32, Int32, Int32) {
        var sums = (half, half, half)
        var index = from
        for tap in 0..<count {
            let weight = taps[tap]
            sums.0 = sums.0 &+ weight &* Int32(truncatingIfNeeded: source[index])
            sums.1 = sums.1 &+ weight &* Int32(truncatingIfNeeded: source[index + 1])
            sums.2 = sums.2 &+ weight &* Int32(truncatingIfNeeded: source[index + 2])
            index += 3
        }
        return sums
    }
}
