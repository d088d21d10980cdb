extension Tape {
    /// Pixels that an image must have each way for `edgeLoss`: a window at half resolution.
    package static let leastEdgeSide = 2 * WindowedPlane.window

    /// How far the edges of each image are from those of a fixed one, N×1: 0 where every window of the luma is a positive
    /// multiple of the content's plus a constant, 1 where they have nothing in common, 2 where the image is its negative.
    ///
    /// 1 − r in 7×7 windows that lie within the image, r = (cov + 2e-4)/(σ_out σ_content + 2e-4) with population moments of the
    /// lumas; mean over windows weighted by σ_content, mean of full and half resolution. Where the content is flat the weight
    /// is nothing, so that strokes are free; a strong edge must stay where it is, whatever its contrast and colour.
    ///
    /// - Parameters:
    ///   - x: N×3×H×W, planar RGB, nominally in [0, 1] and not clamped, at least 14×14.
    ///   - content: the same shape; no gradient flows to it.
    package func edgeLoss(_ x: Variable, content: Tensor) -> Variable {
        let shape = x.shape
        let least = Self.leastEdgeSide
        precondition(
            shape == content.shape && shape.channels == 3 && shape.height >= least && shape.width >= least
                && x.value.block == 1 && content.block == 1, "edges of \(shape) and \(content.shape)")
        let maps = (0..<shape.batch).map { image in
            let (own, other) = (WindowedPlane(x.value, image, .luma), WindowedPlane(content, image, .luma))
            return (
                full: WindowedLoss(own, other, part: Self.edges),
                half: WindowedLoss(own.halved(), other.halved(), part: Self.edges)
            )
        }
        let output = Tensor(uninitialized: Shape(shape.batch, 1), block: 1)
        for (image, map) in maps.enumerated() { output.values[image] = 0.5 * (map.full.loss + map.half.loss) }
        return result(output, from: [x]) { d in
            let dx = Tensor(repeating: 0, shape: shape)
            for (image, map) in maps.enumerated() {
                let gradient = map.full.gradient()
                gradient.addDoubled(map.half.gradient())
                gradient.addGradient(to: dx, image: image, plane: .luma, scale: 0.5 * d.values[image])
            }
            x.accumulate(dx)
        }
    }

    /// σ_content·(1 − r) of one window, weighed by σ_content.
    private static func edges(_ moments: WindowedLoss.Moments) -> WindowedLoss.Part {
        // Keeps r near 1 where both planes are flat.
        let floor: Float = 2e-4
        // The small sum keeps the root's derivative finite.
        let deviation = (moments.variance + 1e-10).squareRoot()
        let weight = moments.otherVariance.squareRoot()
        let numerator = moments.covariance + floor
        let denominator = deviation * weight + floor
        let byDeviation = weight * weight * numerator / (denominator * denominator)
        return WindowedLoss.Part(
            weight: weight, value: weight * (1 - numerator / denominator), byVariance: byDeviation / (2 * deviation),
            byCovariance: -weight / denominator)
    }
}
