extension Tape {
    /// How much of each image's red, green and blue does not follow a fixed one's luma along its edges, N×1 in 0…1: fringes,
    /// halos and grain, which a loss of lumas does not see or forgives.
    ///
    /// In 7×7 windows that lie within the image, (v − k²/(u + 1e-4))/(v + 1e-3), v a channel's variance, u that of the content's
    /// luma, k their covariance: the share that no multiple of the luma explains. Mean over windows weighted by u and over
    /// channels. Where the content is flat the weight is nothing.
    ///
    /// - Parameters:
    ///   - x: N×3×H×W, planar RGB, nominally in [0, 1] and not clamped, at least 7×7.
    ///   - content: the same shape; no gradient flows to it.
    package func fringeLoss(_ x: Variable, content: Tensor) -> Variable {
        let shape = x.shape
        let window = WindowedPlane.window
        precondition(
            shape == content.shape && shape.channels == 3 && shape.height >= window && shape.width >= window
                && x.value.block == 1 && content.block == 1, "fringes of \(shape) and \(content.shape)")
        let maps = (0..<shape.batch).map { image in
            let luma = WindowedPlane(content, image, .luma)
            return ColourPlane.channels.map {
                WindowedLoss(WindowedPlane(x.value, image, $0), luma, part: Self.fringes)
            }
        }
        let share = 1 / Float(ColourPlane.channels.count)
        let output = Tensor(uninitialized: Shape(shape.batch, 1), block: 1)
        for (image, channels) in maps.enumerated() {
            output.values[image] = share * channels.reduce(0) { $0 + $1.loss }
        }
        return result(output, from: [x]) { d in
            let dx = Tensor(repeating: 0, shape: shape)
            for (image, channels) in maps.enumerated() {
                for (plane, map) in zip(ColourPlane.channels, channels) {
                    map.gradient().addGradient(to: dx, image: image, plane: plane, scale: share * d.values[image])
                }
            }
            x.accumulate(dx)
        }
    }

    /// u times the share of v that no multiple of the luma explains, weighed by u.
    private static func fringes(_ moments: WindowedLoss.Moments) -> WindowedLoss.Part {
        let (contentFloor, floor): (Float, Float) = (1e-4, 1e-3)
        let (v, u) = (moments.variance, moments.otherVariance)
        let slope = moments.covariance / (u + contentFloor)
        let explained = slope * moments.covariance
        let norm = v + floor
        return WindowedLoss.Part(
            weight: u, value: u * (v - explained) / norm, byVariance: u * (floor + explained) / (norm * norm),
            byCovariance: -2 * u * slope / norm)
    }
}
