import Foundation
import Tensors

extension Tape {
    /// d(i,j) = Σ_k MSE(v_k[i], v_k[j]) between all images i and j of a batch: the distance of eq. 5 when the vectors are
    /// channel means and deviations, that of eq. 4 when they are a feature map.
    ///
    /// vectors: N images each, of any extents. Result: N×N, symmetric, 0 on the diagonal. Gradients flow to all vectors;
    /// the gradient of d(i,j) and that of d(j,i) add up.
    func pairwiseDistances(_ vectors: [Variable]) -> Variable {
        let batch = vectors[0].shape.batch
        precondition(vectors.allSatisfy { $0.shape.batch == batch }, "distances between batches of different sizes")
        let distances = Tensor(repeating: 0, shape: Shape(batch, batch))
        for vector in vectors {
            let count = vector.value.count / batch
            for i in 0..<batch {
                for j in i + 1..<batch {
                    let (a, b) = (vector.value.values + i * count, vector.value.values + j * count)
                    var sum = 0.0
                    for c in 0..<count {
                        let difference = Double(a[c] - b[c])
                        sum += difference * difference
                    }
                    distances.values[i * batch + j] += Float(sum / Double(count))
                }
            }
        }
        for i in 0..<batch {
            for j in 0..<i { distances.values[i * batch + j] = distances.values[j * batch + i] }
        }
        return result(distances, from: vectors) { d in
            for vector in vectors where vector.needsGradient {
                let count = vector.value.count / batch
                let gradient = vector.value.copy()
                for i in 0..<gradient.count { gradient.values[i] = 0 }
                for i in 0..<batch {
                    for j in i + 1..<batch {
                        let slope = 2 * (d.values[i * batch + j] + d.values[j * batch + i]) / Float(count)
                        if slope == 0 { continue }
                        let (a, b) = (vector.value.values + i * count, vector.value.values + j * count)
                        let (dA, dB) = (gradient.values + i * count, gradient.values + j * count)
                        for c in 0..<count {
                            let g = slope * (a[c] - b[c])
                            dA[c] += g
                            dB[c] -= g
                        }
                    }
                }
                vector.accumulate(gradient)
            }
        }
    }

    /// A scalar function of one tensor, from its value and its gradient, which has as many values as x.
    func scalarFunction(of x: Variable, value: Double, gradient: [Double]) -> Variable {
        precondition(gradient.count == x.value.count, "\(gradient.count) partial derivatives for \(x.shape)")
        return result(Tensor(repeating: Float(value), shape: Shape(1, 1)), from: [x]) { d in
            let dx = Tensor(uninitialized: x.shape, block: x.value.block)
            for i in 0..<dx.count { dx.values[i] = d.scalar * Float(gradient[i]) }
            x.accumulate(dx)
        }
    }
}
