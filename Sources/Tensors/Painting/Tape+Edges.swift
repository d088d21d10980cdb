extension Tape {
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
        let least = 2 * WindowedPlane.window
        precondition(
            shape == content.shape && shape.channels == 3 && shape.height >= least && shape.width >= least
                && x.value.block == 1 && content.block == 1, "edges of \(shape) and \(content.shape)")
        let maps = (0..<shape.batch).map { image in
            let (own, other) = (WindowedPlane(x.value, image, .luma), WindowedPlane(content, image, .luma))
            return (full: EdgeMap(own, other), half: EdgeMap(own.halved(), other.halved()))
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
}

/// The edge loss of one plane at one resolution, with what its derivative needs.
private final class EdgeMap {
    /// Keeps r near 1 where both planes are flat.
    private static let floor: Float = 2e-4

    private let windows: WindowGradient
    private let scale: Float
    let loss: Float

    init(_ x: WindowedPlane, _ y: WindowedPlane) {
        windows = WindowGradient(x, y)
        let moments = WindowMoments(x, y)
        var (total, weight) = (0.0, 0.0)
        for i in 0..<moments.means.count {
            // The small sum keeps the root's derivative finite.
            let deviation = (moments.variances.values[i] + 1e-10).squareRoot()
            let targetDeviation = moments.otherVariances.values[i].squareRoot()
            let numerator = moments.covariances.values[i] + Self.floor
            let denominator = deviation * targetDeviation + Self.floor
            total += Double(targetDeviation * (1 - numerator / denominator))
            weight += Double(targetDeviation)
            // By the covariance, whose derivative is (y − t)/n; by the deviation, (x − m)/(n·deviation).
            let byDeviation = targetDeviation * targetDeviation * numerator / (denominator * denominator)
            windows.set(
                i, own: byDeviation / deviation, mean: moments.means.values[i], other: -targetDeviation / denominator,
                otherMean: moments.otherMeans.values[i])
        }
        scale = Float(1 / max(weight, 1e-12))
        loss = Float(total) * scale
    }

    /// dloss/dx.
    func gradient() -> WindowedPlane { windows.total(scale: scale) }
}
