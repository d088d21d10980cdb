import Tensors

/// Strength and blends: several style sides become one that the builder reads like any other, whatever weights it has.
extension StyleCode {
    /// Σ wᵢ·Sᵢ of every vector: means, standard deviations and the signals' w and b.
    ///
    /// - Parameter parts: at least one, all of images that the same actor looked at; weights sum to 1.
    static func mixture(_ parts: [(code: StyleCode, weight: Float)]) -> StyleCode {
        precondition(!parts.isEmpty, "a mixture of no styles")
        precondition(abs(parts.reduce(0) { $0 + $1.weight } - 1) < 1e-4, "the weights of a mixture sum to 1")
        func mixed(_ vector: (StyleCode) -> Variable) -> Tensor {
            let vectors = parts.map { (vector($0.code).value, $0.weight) }
            let result = Tensor(uninitialized: vectors[0].0.shape, block: vectors[0].0.block)
            for i in 0..<result.count { result.values[i] = vectors.reduce(0) { $0 + $1.1 * $1.0.values[i] } }
            return result
        }
        func mixed(_ signal: (StyleCode) -> StyleSignal) -> StyleSignal {
            StyleSignal(
                weight: Variable(mixed { signal($0).weight }), bias: Variable(mixed { signal($0).bias }))
        }
        return StyleCode(
            x1: (mixed { $0.mean1 }, mixed { $0.deviation1 }), x2: (mixed { $0.mean2 }, mixed { $0.deviation2 }),
            signal1: mixed { $0.signal1 }, signal2: mixed { $0.signal2 }, signalLevel2: mixed { $0.signalLevel2 },
            signalLevel3: mixed { $0.signalLevel3 })
    }
}
