import Foundation
import Tensors

extension Tape {
    /// Mean over pairs i < j of (log(d(i,j) + ε) − log(target(i,j) + ε))², with d(i,j) = Σ_k MSE(v_k[i], v_k[j]).
    ///
    /// vectors: N×C_k each; target: N·N distances. Distances are compared as ratios: near and far pairs count alike.
    func logDistanceError(_ vectors: [Variable], target: [Double], epsilon: Double = 1e-3) -> Variable {
        let batch = vectors[0].shape.batch
        let distances = Self.distances(vectors.map(\.value))
        let pairs = Double(batch * (batch - 1) / 2)
        var value = 0.0
        var slopes = [Double](repeating: 0, count: batch * batch)
        for i in 0..<batch {
            for j in i + 1..<batch {
                let difference =
                    log(distances[i * batch + j] + epsilon) - log(target[i * batch + j] + epsilon)
                value += difference * difference / pairs
                slopes[i * batch + j] = 2 * difference / (distances[i * batch + j] + epsilon) / pairs
            }
        }
        return result(Tensor(repeating: Float(value), shape: Shape(1, 1)), from: vectors) { d in
            for vector in vectors {
                let channels = vector.shape.channels
                let values = vector.value.values
                let gradient = Tensor(repeating: 0, shape: vector.shape)
                for i in 0..<batch {
                    for j in i + 1..<batch {
                        let slope = Float(2 * slopes[i * batch + j] * Double(d.scalar) / Double(channels))
                        for c in 0..<channels {
                            let g = slope * (values[i * channels + c] - values[j * channels + c])
                            gradient.values[i * channels + c] += g
                            gradient.values[j * channels + c] -= g
                        }
                    }
                }
                vector.accumulate(gradient)
            }
        }
    }

    /// d(i,j) = Σ_k MSE(v_k[i], v_k[j]) for all i, j in a row; v_k: N×C_k.
    static func distances(_ vectors: [Tensor]) -> [Double] {
        let batch = vectors[0].shape.batch
        var distances = [Double](repeating: 0, count: batch * batch)
        for vector in vectors {
            let channels = vector.shape.channels
            for i in 0..<batch {
                for j in 0..<batch where i != j {
                    var sum = 0.0
                    for c in 0..<channels {
                        let difference = Double(vector.values[i * channels + c] - vector.values[j * channels + c])
                        sum += difference * difference
                    }
                    distances[i * batch + j] += sum / Double(channels)
                }
            }
        }
        return distances
    }
}
