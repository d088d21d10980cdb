import Tensors

/// Means and standard deviations of feature maps, the target of the style loss. Each N×C_j.
package struct StyleStatistics {
    /// One pair for each tap.
    package let levels: [(mean: Variable, deviation: Variable)]

    /// Of feature maps, on a tape.
    package init(_ features: [Variable], on tape: Tape) {
        levels = features.map { tape.statistics($0) }
    }

    /// From vectors kept elsewhere: mean 1, deviation 1, mean 2, … of N images, each image's vectors in a row.
    package init(rows: [[Float]], channels: [Int]) {
        var offset = 0
        levels = channels.map { count in
            let take = { (start: Int) -> Variable in
                Variable(Tensor(planar: rows.flatMap { $0[start..<start + count] }, shape: Shape(rows.count, count)))
            }
            defer { offset += 2 * count }
            return (take(offset), take(offset + count))
        }
    }

    /// The vectors of image `index` in a row, as `init(rows:channels:)` takes them.
    package func row(_ index: Int = 0) -> [Float] {
        levels.flatMap { level -> [Float] in
            let count = level.mean.shape.channels
            let part = { (v: Variable) in
                Array(UnsafeBufferPointer(start: v.value.values + index * count, count: count))
            }
            return part(level.mean) + part(level.deviation)
        }
    }

    /// eq. 5: Σ_j MSE(m_j(out), m_j(style)) + MSE(s_j(out), s_j(style)), MSE over channels and batch; a scalar.
    ///
    /// Differs from the paper: means and not squared norms, as in the released code.
    package func distance(to target: StyleStatistics, on tape: Tape) -> Variable {
        tape.mean(distances(to: target, on: tape))
    }

    /// Eq. 5 of each image by itself, N×1.
    func distances(to target: StyleStatistics, on tape: Tape) -> Variable {
        let terms = zip(levels, target.levels).flatMap { own, other in
            [
                tape.meanSquaredErrors(own.mean, other.mean),
                tape.meanSquaredErrors(own.deviation, other.deviation),
            ]
        }
        return terms.dropFirst().reduce(terms[0]) { tape.sum($0, $1) }
    }
}

extension Tape {
    /// Sum of scalars.
    func total(_ terms: [Variable]) -> Variable {
        scalar(terms) { ($0.reduce(0, +), [Float](repeating: 1, count: $0.count)) }
    }
}
