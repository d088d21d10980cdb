/// Enlarges along one axis: target sample i lies at (i + ½)·source/target − ½, and samples beyond the ends are the end ones.
struct Interpolation {
    enum Kernel {
        /// Two samples.
        case linear
        /// Four samples, cubic convolution with a = −½ (Keys 1981).
        case cubic
    }

    /// Source samples that a target sample is made of.
    let taps: Int
    /// [target × taps].
    let indices: [Int]
    /// [target × taps]; those of a target sample add up to 1.
    let weights: [Float]

    init(_ kernel: Kernel, from source: Int, to target: Int) {
        taps = kernel == .linear ? 2 : 4
        var (indices, weights): ([Int], [Float]) = ([], [])
        let scale = Double(source) / Double(target)
        for i in 0..<target {
            let position = (Double(i) + 0.5) * scale - 0.5
            let first = Int(position.rounded(.down)) - (taps / 2 - 1)
            for tap in first..<first + taps {
                indices.append(min(max(tap, 0), source - 1))
                weights.append(Float(Self.weight(kernel, abs(position - Double(tap)))))
            }
        }
        (self.indices, self.weights) = (indices, weights)
    }

    private static func weight(_ kernel: Kernel, _ x: Double) -> Double {
        switch kernel {
        case .linear: max(0, 1 - x)
        case .cubic: x < 1 ? 1.5 * x * x * x - 2.5 * x * x + 1 : x < 2 ? ((2.5 - 0.5 * x) * x - 4) * x + 2 : 0
        }
    }
}

/// Enlarges planes of one extent a row at a time.
struct PlaneInterpolation {
    private let columns: Interpolation
    private let rows: Interpolation
    private let width: Int

    init(
        _ kernel: Interpolation.Kernel, from source: (width: Int, height: Int), to target: (width: Int, height: Int)
    ) {
        columns = Interpolation(kernel, from: source.width, to: target.width)
        rows = Interpolation(kernel, from: source.height, to: target.height)
        width = source.width
    }

    /// Row `y` of the enlarged plane into `target`, as many values as it is wide.
    func row(
        _ y: Int, of plane: UnsafePointer<Float>, stride: Int, into target: UnsafeMutableBufferPointer<Float>
    ) {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: width) { line in
            line.initialize(repeating: 0)
            for tap in y * rows.taps..<(y + 1) * rows.taps {
                let (weight, from) = (rows.weights[tap], plane + rows.indices[tap] * stride)
                for x in 0..<width { line[x] += weight * from[x] }
            }
            columns.indices.withUnsafeBufferPointer { indices in
                columns.weights.withUnsafeBufferPointer { weights in
                    for x in 0..<target.count {
                        var sum: Float = 0
                        for tap in x * columns.taps..<(x + 1) * columns.taps {
                            sum += weights[tap] * line[indices[tap]]
                        }
                        target[x] = sum
                    }
                }
            }
        }
    }
}
