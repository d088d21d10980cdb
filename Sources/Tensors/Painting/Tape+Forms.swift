extension Tape {
    /// Pixels that an image must have each way for `formsLoss`: a window at half of a quarter of the resolution.
    package static let leastFormsSide = 4 * leastEdgeSide

    /// How much of a fixed image's large forms each image has lost, N×1: what is light beside what is dark, and hues that were
    /// apart. A style may move all of them, as a whole; a picture in which they are mixed up is read no more.
    ///
    /// Half `edgeLoss` and half `separationLoss`, at a quarter and at an eighth of the resolution by means of pixels, the mean of
    /// the two; a quarter alone where an eighth is smaller than `leastEdgeSide`. `edgeLoss` halves once more, so that windows
    /// are 28, 56 and 112 pixels wide.
    ///
    /// - Parameters:
    ///   - x: N×3×H×W, planar RGB, nominally in [0, 1] and not clamped, at least 56×56; sides are multiples of 8.
    ///   - content: the same shape; no gradient flows to it.
    package func formsLoss(_ x: Variable, content: Tensor) -> Variable {
        let least = Self.leastFormsSide
        precondition(x.shape.height >= least && x.shape.width >= least, "forms of \(x.shape)")
        let noGrad = Tape(recording: false)
        var (own, other) = (halved(halved(x)), noGrad.halved(noGrad.halved(Variable(content))))
        var losses: [Variable] = []
        for _ in 0..<2 where min(own.shape.height, own.shape.width) >= Self.leastEdgeSide {
            losses.append(edgeLoss(own, content: other.value))
            losses.append(separationLoss(own, content: other.value))
            if losses.count == 2 { (own, other) = (halved(own), noGrad.halved(other)) }
        }
        let total = losses.dropFirst().reduce(losses[0]) { sum($0, $1) }
        return scaled(total, by: 1 / Float(losses.count))
    }
}
