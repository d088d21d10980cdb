extension Tape {
    /// How much of each image's hue changes where a fixed one changes in light alone, N×1 in 0…1: leaves with a blue and a yellow
    /// side, letters with red rims. `fringeLoss` forgives them, since luma explains them.
    ///
    /// Of the chromaticities q = Cb/(max(0, Y) + 0.2) and Cr/(max(0, Y) + 0.2), which light and shade leave as they are, the share
    /// (v − kᵀ(C + 1e-4·I)⁻¹k)/(v + 1e-3) that no linear mixture of the content's q explains, in 7×7 windows within the image,
    /// C and k their covariances; mean over windows weighted by the variance of the content's luma, over both q, and over
    /// full and half resolution.
    ///
    /// - Parameters:
    ///   - x: N×3×H×W, planar RGB, nominally in [0, 1] and not clamped, at least 14×14; sides are even.
    ///   - content: the same shape; no gradient flows to it.
    package func shadingLoss(_ x: Variable, content: Tensor) -> Variable {
        let noGrad = Tape(recording: false)
        let full = shadings(x, content)
        let half = shadings(halved(x), noGrad.halved(Variable(content)).value)
        return scaled(sum(full, half), by: 0.5)
    }

    /// At one resolution.
    private func shadings(_ x: Variable, _ content: Tensor) -> Variable {
        let shape = x.shape
        let window = WindowedPlane.window
        precondition(
            shape == content.shape && shape.channels == 3 && shape.height >= window && shape.width >= window
                && x.value.block == 1 && content.block == 1, "shading of \(shape) and \(content.shape)")
        let residuals = (0..<shape.batch).map { image in
            let colours = ColourWindows(
                Chromaticity.planes(of: content, image), ridge: 1e-4,
                weighedBy: WindowedPlane(content, image, .luma))
            return Chromaticity.planes(of: x.value, image).map { colours.residual(of: $0) }
        }
        let output = Tensor(uninitialized: Shape(shape.batch, 1), block: 1)
        for (image, planes) in residuals.enumerated() { output.values[image] = 0.5 * (planes[0].loss + planes[1].loss) }
        return result(output, from: [x]) { d in
            let dx = Tensor(repeating: 0, shape: shape)
            for (image, planes) in residuals.enumerated() {
                Chromaticity.addGradient(
                    planes.map { $0.gradient() }, at: x.value, to: dx, image: image, scale: 0.5 * d.values[image])
            }
            x.accumulate(dx)
        }
    }
}

/// Cb and Cr over the light: q = c/(max(0, Y) + 0.2).
private enum Chromaticity {
    /// Of black, so that what cannot be seen has no hue.
    private static let blackness: Float = 0.2

    static func planes(of tensor: Tensor, _ image: Int) -> [WindowedPlane] {
        let luma = WindowedPlane(tensor, image, .luma)
        return ColourPlane.chroma.map {
            let plane = WindowedPlane(tensor, image, $0)
            for i in 0..<plane.count { plane.values[i] /= max(0, luma.values[i]) + blackness }
            return plane
        }
    }

    /// dx += scale · Σ gradient of q · dq/dx.
    static func addGradient(
        _ gradients: [WindowedPlane], at tensor: Tensor, to dx: Tensor, image: Int, scale: Float
    ) {
        let luma = WindowedPlane(tensor, image, .luma)
        let byLuma = luma.unfilled()
        byLuma.values.update(repeating: 0, count: byLuma.count)
        for (colour, gradient) in zip(ColourPlane.chroma, gradients) {
            let plane = WindowedPlane(tensor, image, colour)
            let byColour = gradient.unfilled()
            for i in 0..<plane.count {
                let light = max(0, luma.values[i]) + blackness
                byColour.values[i] = gradient.values[i] / light
                if luma.values[i] > 0 { byLuma.values[i] -= byColour.values[i] * plane.values[i] / light }
            }
            byColour.addGradient(to: dx, image: image, plane: colour, scale: scale)
        }
        byLuma.addGradient(to: dx, image: image, plane: .luma, scale: scale)
    }
}
