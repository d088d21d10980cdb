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
        meanOverCoarseScales(x, content: content, least: WindowedPlane.window) { fringeLoss($0, content: $1) }
    }
}
