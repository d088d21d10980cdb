import Foundation

extension Tape {
    /// How much of a fixed image's local contrast each image has lost along its edges, N×1, in squared octaves: haze, which
    /// `edgeLoss` forgives, since it asks where edges are and not how strong.
    ///
    /// max(0, log2(s_content/s))² in 7×7 windows of the lumas that lie within the image, s = √(σ² + 1e-4) the deviations; mean
    /// over windows weighted by σ_content. More contrast than the content has is free.
    ///
    /// - Parameters:
    ///   - x: N×3×H×W, planar RGB, nominally in [0, 1] and not clamped, at least 7×7.
    ///   - content: the same shape; no gradient flows to it.
    package func hazeLoss(_ x: Variable, content: Tensor) -> Variable {
        let shape = x.shape
        let window = WindowedPlane.window
        precondition(
            shape == content.shape && shape.channels == 3 && shape.height >= window && shape.width >= window
                && x.value.block == 1 && content.block == 1, "haze of \(shape) and \(content.shape)")
        let losses = (0..<shape.batch).map { image in
            WindowedLoss(
                WindowedPlane(x.value, image, .luma), WindowedPlane(content, image, .luma), part: Self.haze)
        }
        let output = Tensor(uninitialized: Shape(shape.batch, 1), block: 1)
        for (image, loss) in losses.enumerated() { output.values[image] = loss.loss }
        return result(output, from: [x]) { d in
            let dx = Tensor(repeating: 0, shape: shape)
            for (image, loss) in losses.enumerated() {
                loss.gradient().addGradient(to: dx, image: image, plane: .luma, scale: d.values[image])
            }
            x.accumulate(dx)
        }
    }

    /// Of one window, weighed by σ_content.
    private static func haze(_ moments: WindowedLoss.Moments) -> WindowedLoss.Part {
        // What cannot be seen: a deviation of 0.01.
        let floor: Float = 1e-4
        let weight = moments.otherVariance.squareRoot()
        let lost = 0.5 * log2((moments.otherVariance + floor) / (moments.variance + floor))
        guard lost > 0 else { return WindowedLoss.Part(weight: weight, value: 0, byVariance: 0) }
        return WindowedLoss.Part(
            weight: weight, value: weight * lost * lost,
            byVariance: -weight * lost / (Float(M_LN2) * (moments.variance + floor)))
    }
}
