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
        return meanOverCoarseScales(x, content: content, least: Self.leastEdgeSide) { x, content in
            scaled(sum(edgeLoss(x, content: content), separationLoss(x, content: content)), by: 0.5)
        }
    }
}
