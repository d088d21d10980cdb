import Files
import Tensors

/// The noise n of a sampled action x = μ + σ ⊙ n: every value has the distribution N(0, 1).
///
/// Differs from the paper: there all values are independent, so that what neighbours do averages out and two samples of a
/// policy look alike but for grain. In `octaves` neighbours go along with each other over 4 to 64 pixels in equal shares: a
/// sample is another take on whole parts of the picture. Policy and log-density, which are element-wise, stay as they are.
package enum ActionNoise: String, Codable, Sendable, CaseIterable {
    /// Independent values, as in the paper.
    case white
    /// A sum of five fields with 1, 2, 4, 8 and 16 places of the action, 4 to 64 pixels, between their knots.
    case octaves

    /// Where a weights file says which noise its agent learned with; white where it does not.
    static let metadataKey = "action-noise"
    private static let levels = 5

    /// n for actions of `shape`, N×C×H×W; the same from a generator's state on every processor.
    func draw(_ shape: Shape, using generator: inout RandomGenerator) -> Tensor {
        let values = [Float](unsafeUninitializedCapacity: shape.count) { buffer, initialized in
            let buffer = UnsafeMutableBufferPointer(rebasing: buffer[0..<shape.count])
            switch self {
            case .white: generator.fillNormal(buffer)
            case .octaves: Self.fill(buffer, shape, using: &generator)
            }
            initialized = shape.count
        }
        return Tensor(planar: values, shape: shape)
    }

    private static func fill(
        _ values: UnsafeMutableBufferPointer<Float>, _ shape: Shape, using generator: inout RandomGenerator
    ) {
        generator.fillNormal(values)
        let share = (1 / Float(levels)).squareRoot()
        for i in values.indices { values[i] *= share }
        for level in 1..<levels {
            let rows = KnotWeights(shape.height, spacing: 1 << level, phase: generator.nextFloat())
            let columns = KnotWeights(shape.width, spacing: 1 << level, phase: generator.nextFloat())
            var knots = [Float](repeating: 0, count: rows.knots * columns.knots)
            for plane in 0..<shape.batch * shape.channels {
                knots.withUnsafeMutableBufferPointer { generator.fillNormal($0) }
                for y in 0..<shape.height {
                    let (upper, down) = (rows.places[y].knot * columns.knots, rows.places[y].weights)
                    let to = plane * shape.area + y * shape.width
                    for x in 0..<shape.width {
                        let (left, across) = (columns.places[x].knot, columns.places[x].weights)
                        let top = across.0 * knots[upper + left] + across.1 * knots[upper + left + 1]
                        let lower = upper + columns.knots
                        let bottom = across.0 * knots[lower + left] + across.1 * knots[lower + left + 1]
                        values[to + x] += share * (down.0 * top + down.1 * bottom)
                    }
                }
            }
        }
    }
}

/// Linear interpolation between knots, its two weights scaled to a sum of squares of 1, so that independent knots of variance
/// 1 give values of variance 1 everywhere.
private struct KnotWeights {
    let places: [(knot: Int, weights: (Float, Float))]
    let knots: Int

    /// For `count` places with a knot every `spacing`; `phase` in [0, 1) says where the first one lies.
    init(_ count: Int, spacing: Int, phase: Float) {
        places = (0..<count).map { index in
            let position = Float(index) / Float(spacing) + phase
            let knot = Int(position)
            let fraction = position - Float(knot)
            let norm = (fraction * fraction + (1 - fraction) * (1 - fraction)).squareRoot()
            return (knot, ((1 - fraction) / norm, fraction / norm))
        }
        knots = (places.last?.knot ?? 0) + 2
    }
}

extension TensorFile {
    /// Notes the noise that an agent learned with.
    mutating func setActionNoise(_ noise: ActionNoise) {
        metadata[ActionNoise.metadataKey] = noise == .white ? nil : noise.rawValue
    }
}
