extension Tape {
    /// How much of each image's red, green and blue does not follow a fixed one's colours around its edges, far from them as well,
    /// N×1 in 0…1: the glow and the shade that networks lay around things, too wide for the windows of `fringeLoss` to hold.
    ///
    /// `fringeLoss` of both at a quarter and at an eighth of the resolution, by means of pixels, so that windows are 28 and 56
    /// pixels wide; the mean of the two, or the first alone where an eighth has no window.
    ///
    /// - Parameters:
    ///   - x: N×3×H×W, planar RGB, nominally in [0, 1] and not clamped, at least 28×28; sides are multiples of 4, from 56 on of 8.
    ///   - content: the same shape; no gradient flows to it.
    package func auraLoss(_ x: Variable, content: Tensor) -> Variable {
        let noGrad = Tape(recording: false)
        func next(_ x: Variable, _ y: Variable) -> (Variable, Variable) { (halved(x), noGrad.halved(y)) }
        let half = next(x, Variable(content))
        let quarter = next(half.0, half.1)
        let near = fringeLoss(quarter.0, content: quarter.1.value)
        let window = 2 * WindowedPlane.window
        guard min(quarter.0.shape.height, quarter.0.shape.width) >= window else { return near }
        let eighth = next(quarter.0, quarter.1)
        let far = fringeLoss(eighth.0, content: eighth.1.value)
        return scaled(sum(near, far), by: 0.5)
    }
}
