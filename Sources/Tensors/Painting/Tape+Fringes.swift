extension Tape {
    /// How much of each image's red, green and blue does not follow a fixed one's colours along its edges, N×1 in 0…1: fringes,
    /// halos and grain, which a loss of lumas does not see or forgives. A hue that changes where the content's does is free.
    ///
    /// In 7×7 windows that lie within the image, (v − kᵀ(C + 1e-4·I)⁻¹k)/(v + 1e-3), v a channel's variance, C the covariances of
    /// the content's red, green and blue, k those of the channel with them: the share that no linear mixture of them explains.
    /// Mean over windows weighted by the content's variance and over channels. Where the content is flat the weight is nothing.
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
        let residuals = (0..<shape.batch).map { image in
            let colours = ColourWindows(content, image, ridge: 1e-4)
            return ColourPlane.channels.map { colours.residual(of: WindowedPlane(x.value, image, $0)) }
        }
        let share = 1 / Float(ColourPlane.channels.count)
        let output = Tensor(uninitialized: Shape(shape.batch, 1), block: 1)
        for (image, channels) in residuals.enumerated() {
            output.values[image] = share * channels.reduce(0) { $0 + $1.loss }
        }
        return result(output, from: [x]) { d in
            let dx = Tensor(repeating: 0, shape: shape)
            for (image, channels) in residuals.enumerated() {
                for (plane, residual) in zip(ColourPlane.channels, channels) {
                    residual.gradient().addGradient(to: dx, image: image, plane: plane, scale: share * d.values[image])
                }
            }
            x.accumulate(dx)
        }
    }
}
