extension Tape {
    /// The mean of a loss at a quarter and at an eighth of the resolution, by means of pixels; at a quarter alone where an eighth has
    /// fewer than `least` pixels each way.
    ///
    /// - Parameters:
    ///   - x: N×C×H×W, planar, at least 4·`least` each way; sides are multiples of 4, from 8·`least` on of 8.
    ///   - content: the same shape; no gradient flows to it.
    ///   - loss: of both, reduced.
    func meanOverCoarseScales(
        _ x: Variable, content: Tensor, least: Int, _ loss: (Variable, Tensor) -> Variable
    ) -> Variable {
        let noGrad = Tape(recording: false)
        let halves = { (x: Variable, y: Variable) in (self.halved(x), noGrad.halved(y)) }
        let half = halves(x, Variable(content))
        let quarter = halves(half.0, half.1)
        let near = loss(quarter.0, quarter.1.value)
        guard min(quarter.0.shape.height, quarter.0.shape.width) >= 2 * least else { return near }
        let eighth = halves(quarter.0, quarter.1)
        return scaled(sum(near, loss(eighth.0, eighth.1.value)), by: 0.5)
    }
}
