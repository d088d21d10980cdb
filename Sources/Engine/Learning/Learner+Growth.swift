import Tensors

extension Learner {
    /// The growth term: mean over images of max(0, d ÷ prior − (1 − margin)), d the style loss of an output and prior that of
    /// its moving image. Images without a prior count as 0.
    ///
    /// - Parameters:
    ///   - distances: d, N×1.
    ///   - prior: N of them.
    /// - Returns: the term less a constant, for its gradient, and its value.
    func growth(_ distances: Variable, since prior: [Float?], on tape: Tape) -> (loss: Variable, value: Float) {
        let count = Float(prior.count)
        var value: Float = 0
        var weights: [Float] = []
        for (image, prior) in prior.enumerated() {
            guard let prior, prior > 0 else {
                weights.append(0)
                continue
            }
            let excess = distances.value.values[image] / prior - (1 - options.growthMargin)
            value += max(0, excess) / count
            weights.append(excess > 0 ? 1 / (prior * count) : 0)
        }
        return (tape.weightedSum(distances, weights: weights), value)
    }
}
