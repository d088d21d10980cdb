import Glibc

/// Weights of a separable Lanczos resampling (a = 3) along one axis, by Pillow's convention.
///
/// Target pixel x looks at source position (x + ½)·scale; when shrinking, the filter is widened by the scale. Sums are
/// rounded to samples after each axis.
struct LanczosFilter<Sample: LanczosSample> {
    private let sourceCount: Int
    private let targetCount: Int
    /// The first source index of each target index.
    private var starts: [Int] = []
    /// How many source indices each target index looks at.
    private var counts: [Int] = []
    /// [targetCount × stride], padded with zeros.
    private var weights: [Sample.Weight] = []
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
        weights = [Sample.Weight](repeating: Sample.weight(0), count: targetCount * stride)
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
                weights[target * stride + index] = Sample.weight(total == 0 ? row[index] : row[index] / total)
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
    func alongRows(_ plane: [Sample], rows: Int, channels: Int) -> [Sample] {
        precondition(channels == 1 || channels == 3, "\(channels) channels, expected 1 or 3")
        let size = rows * targetCount * channels
        return [Sample](unsafeUninitializedCapacity: size) { target, initialized in
            plane.withUnsafeBufferPointer { source in
                weights.withUnsafeBufferPointer { weights in
                    for row in 0..<rows {
                        for column in 0..<targetCount {
                            let taps = weights.baseAddress.unsafelyUnwrapped + column * stride
                            let from = (row * sourceCount + starts[column]) * channels
                            let to = (row * targetCount + column) * channels
                            if channels == 3 {
                                let sum = Self.sum3(source, from: from, taps: taps, count: counts[column])
                                target[to] = Sample.clamped(sum.0)
                                target[to + 1] = Sample.clamped(sum.1)
                                target[to + 2] = Sample.clamped(sum.2)
                            } else {
                                target[to] = Sample.clamped(
                                    Self.sum1(source, from: from, taps: taps, count: counts[column]))
                            }
                        }
                    }
                }
            }
            initialized = size
        }
    }

    /// Resamples every column: [sourceCount × rowSamples] → [targetCount × rowSamples].
    func alongColumns(_ plane: [Sample], rowSamples: Int) -> [Sample] {
        let size = targetCount * rowSamples
        var sums = [Sample.Weight](repeating: Sample.half, count: rowSamples)
        return [Sample](unsafeUninitializedCapacity: size) { target, initialized in
            plane.withUnsafeBufferPointer { source in
                sums.withUnsafeMutableBufferPointer { sums in
                    for row in 0..<targetCount {
                        for index in 0..<rowSamples { sums[index] = Sample.half }
                        for tap in 0..<counts[row] {
                            let weight = weights[row * stride + tap]
                            let line = UnsafeBufferPointer(
                                rebasing: source[
                                    (starts[row] + tap) * rowSamples..<(starts[row] + tap + 1) * rowSamples])
                            for index in 0..<rowSamples {
                                sums[index] = Sample.sum(sums[index], weight, line[index])
                            }
                        }
                        for index in 0..<rowSamples { target[row * rowSamples + index] = Sample.clamped(sums[index]) }
                    }
                }
            }
            initialized = size
        }
    }

    @inline(__always)
    private static func sum1(
        _ source: UnsafeBufferPointer<Sample>, from: Int, taps: UnsafePointer<Sample.Weight>, count: Int
    ) -> Sample.Weight {
        var sum = Sample.half
        for tap in 0..<count { sum = Sample.sum(sum, taps[tap], source[from + tap]) }
        return sum
    }

    @inline(__always)
    private static func sum3(
        _ source: UnsafeBufferPointer<Sample>, from: Int, taps: UnsafePointer<Sample.Weight>, count: Int
    ) -> (Sample.Weight, Sample.Weight, Sample.Weight) {
        var sums = (Sample.half, Sample.half, Sample.half)
        var index = from
        for tap in 0..<count {
            let weight = taps[tap]
            sums.0 = Sample.sum(sums.0, weight, source[index])
            sums.1 = Sample.sum(sums.1, weight, source[index + 1])
            sums.2 = Sample.sum(sums.2, weight, source[index + 2])
            index += 3
        }
        return sums
    }
}
