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
    public func edgeLoss(_ x: Variable, content: Tensor) -> Variable {
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

    private let x: WindowedPlane
    private let y: WindowedPlane
    /// dloss/dx at a pixel p of a window is a + b·x(p) + c·y(p); these are a, b and c of each window.
    private let constants: WindowedPlane
    private let ownFactors: WindowedPlane
    private let otherFactors: WindowedPlane
    let loss: Float

    init(_ x: WindowedPlane, _ y: WindowedPlane) {
        (self.x, self.y) = (x, y)
        let n = Float(WindowedPlane.window * WindowedPlane.window)
        let (sums, targetSums) = (x.boxSums(), y.boxSums())
        let (squares, targetSquares) = (x.product(x).boxSums(), y.product(y).boxSums())
        let products = x.product(y).boxSums()
        (constants, ownFactors, otherFactors) = (sums.unfilled(), sums.unfilled(), sums.unfilled())
        var (total, weight) = (0.0, 0.0)
        for i in 0..<sums.count {
            let (m, t) = (sums.values[i] / n, targetSums.values[i] / n)
            // Rounding can make a flat window's variance slightly negative; the small sum keeps the root's derivative finite.
            let deviation = (max(0, squares.values[i] / n - m * m) + 1e-10).squareRoot()
            let targetDeviation = max(0, targetSquares.values[i] / n - t * t).squareRoot()
            let covariance = products.values[i] / n - m * t
            let numerator = covariance + Self.floor
            let denominator = deviation * targetDeviation + Self.floor
            total += Double(targetDeviation * (1 - numerator / denominator))
            weight += Double(targetDeviation)
            // By the covariance, whose derivative is (y − t)/n; by the deviation, (x − m)/(n·deviation).
            let byCovariance = -targetDeviation / denominator / n
            let byDeviation =
                targetDeviation * targetDeviation * numerator / (denominator * denominator) / (n * deviation)
            constants.values[i] = -byCovariance * t - byDeviation * m
            ownFactors.values[i] = byDeviation
            otherFactors.values[i] = byCovariance
        }
        let scale = Float(1 / max(weight, 1e-12))
        loss = Float(total) * scale
        for plane in [constants, ownFactors, otherFactors] {
            for i in 0..<plane.count { plane.values[i] *= scale }
        }
    }

    /// dloss/dx.
    func gradient() -> WindowedPlane {
        let (constant, own, other) = (constants.spread(), ownFactors.spread(), otherFactors.spread())
        for i in 0..<x.count { constant.values[i] += own.values[i] * x.values[i] + other.values[i] * y.values[i] }
        return withExtendedLifetime((own, other)) { constant }
    }
}
