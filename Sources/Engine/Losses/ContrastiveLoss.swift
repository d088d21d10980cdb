import Tensors

/// Which style representations the contrastive loss compares.
package enum ContrastiveLevels: String, Codable, Sendable, CaseIterable {
    /// All four maps and signals (HSRCL, the paper's).
    case hierarchical
    /// x1 and x2 and their signals only (the ablation, MicroAST's).
    case deep
}

/// HSRCL (eq. 6): each output should look like its own style and unlike the other styles of the batch.
///
/// d(i, j) = Σ over maps of the mean/std style distance + Σ over signals of MSE, between output i and style j;
/// L_CT = Σ_i d(i, i) / Σ_{j≠i} d(i, j). Gradients flow to both sides.
/// Differs from the paper: its eq. 6 sums a ratio per level and has no signals; this is the released form.
package enum ContrastiveLoss {
    /// The loss of a batch of at least two: features of the outputs and of the styles, in the same order.
    package static func loss(
        outputs: StyleFeatures, styles: StyleFeatures, levels: ContrastiveLevels, on tape: Tape
    ) -> Variable {
        let a = vectors(outputs, levels, on: tape)
        let b = vectors(styles, levels, on: tape)
        return tape.contrastiveRatio(a, b)
    }

    /// The compared vectors, N×C each.
    private static func vectors(_ features: StyleFeatures, _ levels: ContrastiveLevels, on tape: Tape) -> [Variable] {
        let maps = [features.x1, features.x2] + (levels == .deep ? [] : [features.level2, features.level3])
        let signals =
            [features.signal1, features.signal2]
            + (levels == .deep ? [] : [features.signalLevel2, features.signalLevel3])
        return maps.flatMap { map -> [Variable] in
            let statistics = tape.statistics(map)
            return [statistics.mean, statistics.deviation]
        } + signals.flatMap { [$0.weight, $0.bias] }
    }
}

extension Tape {
    /// Σ_i d(i,i) / Σ_{j≠i} d(i,j) with d(i,j) = Σ_k MSE(a_k[i], b_k[j]); a_k, b_k: N×C_k.
    func contrastiveRatio(_ a: [Variable], _ b: [Variable]) -> Variable {
        let batch = a[0].shape.batch
        precondition(batch > 1 && a.count == b.count, "the contrastive loss needs a batch of at least two")
        var distances = [Double](repeating: 0, count: batch * batch)
        for (first, second) in zip(a, b) {
            let channels = first.shape.channels
            for i in 0..<batch {
                for j in 0..<batch {
                    let (p, q) = (first.value.values + i * channels, second.value.values + j * channels)
                    var sum = 0.0
                    for c in 0..<channels { sum += Double((p[c] - q[c]) * (p[c] - q[c])) }
                    distances[i * batch + j] += sum / Double(channels)
                }
            }
        }
        // dL/dd(i,i) = 1/n_i and dL/dd(i,j) = −d(i,i)/n_i² with n_i = Σ_{j≠i} d(i,j).
        var value = 0.0
        var slopes = [Double](repeating: 0, count: batch * batch)
        for i in 0..<batch {
            let own = distances[i * batch + i]
            let others = (0..<batch).reduce(0.0) { $0 + ($1 == i ? 0 : distances[i * batch + $1]) }
            value += own / others
            for j in 0..<batch { slopes[i * batch + j] = j == i ? 1 / others : -own / (others * others) }
        }
        return result(Tensor(repeating: Float(value), shape: Shape(1, 1)), from: a + b) { d in
            for (first, second) in zip(a, b) {
                let channels = first.shape.channels
                let (dFirst, dSecond) = (
                    Tensor(repeating: 0, shape: first.shape), Tensor(repeating: 0, shape: second.shape)
                )
                for i in 0..<batch {
                    for j in 0..<batch {
                        let slope = Float(2 * slopes[i * batch + j] * Double(d.scalar) / Double(channels))
                        for c in 0..<channels {
                            let (p, q) = (i * channels + c, j * channels + c)
                            let g = slope * (first.value.values[p] - second.value.values[q])
                            dFirst.values[p] += g
                            dSecond.values[q] -= g
                        }
                    }
                }
                first.accumulate(dFirst)
                second.accumulate(dSecond)
            }
        }
    }
}
