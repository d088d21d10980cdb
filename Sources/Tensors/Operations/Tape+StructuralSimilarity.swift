extension Tape {
    /// Mean SSIM (Wang et al. 2004) of each image against a fixed one: N×1, 1 for equal images.
    ///
    /// x, target: N×3×H×W, planar RGB, nominally in [0, 1] and not clamped, at least 7×7. The mean over `planes`, by
    /// default the luma alone; uniform 7×7 window, range 1, sample covariance, only windows that lie within the image.
    package func structuralSimilarity(_ x: Variable, to target: Tensor, planes: [ColourPlane] = [.luma]) -> Variable {
        let shape = x.shape
        let window = WindowedPlane.window
        precondition(
            !planes.isEmpty && shape == target.shape && shape.channels == 3 && shape.height >= window
                && shape.width >= window && x.value.block == 1 && target.block == 1,
            "SSIM of \(shape) and \(target.shape)")
        let images = (0..<shape.batch).map { image in
            planes.map { SimilarityMap(x.value, target, image: image, plane: $0) }
        }
        let share = 1 / Float(planes.count)
        let output = Tensor(uninitialized: Shape(shape.batch, 1), block: 1)
        for (index, image) in images.enumerated() {
            output.values[index] = share * image.reduce(0) { $0 + $1.mean }
        }
        return result(output, from: [x]) { d in
            let dx = Tensor(repeating: 0, shape: shape)
            for (index, image) in images.enumerated() {
                let count = Float(image[0].windowCount)
                for plane in image { plane.addGradient(to: dx, image: index, scale: share * d.values[index] / count) }
            }
            x.accumulate(dx)
        }
    }
}

/// SSIM of one plane of one image at all places of the window, with what its derivative needs.
///
/// Pointers throughout: with checked arrays this took a third of a training update.
private final class SimilarityMap {
    private let plane: ColourPlane
    private let x: WindowedPlane
    private let y: WindowedPlane
    /// dSSIM/dx at a pixel p of a window is a + b·x(p) + c·y(p); these are a, b and c of each window.
    private let constants: WindowedPlane
    private let ownFactors: WindowedPlane
    private let otherFactors: WindowedPlane
    /// Mean of SSIM over the windows.
    let mean: Float

    var windowCount: Int { constants.count }

    init(_ a: Tensor, _ b: Tensor, image: Int, plane: ColourPlane) {
        self.plane = plane
        (x, y) = (WindowedPlane(a, image, plane), WindowedPlane(b, image, plane))
        let n = Float(WindowedPlane.window * WindowedPlane.window)
        let sums = x.boxSums()
        let targetSums = y.boxSums()
        let squares = x.product(x).boxSums()
        let targetSquares = y.product(y).boxSums()
        let products = x.product(y).boxSums()
        (constants, ownFactors, otherFactors) = (sums.unfilled(), sums.unfilled(), sums.unfilled())
        let (c1, c2): (Float, Float) = (0.01 * 0.01, 0.03 * 0.03)
        var total = 0.0
        for i in 0..<sums.count {
            let (m, t) = (sums.values[i] / n, targetSums.values[i] / n)
            // Rounding can make a flat window's variance slightly negative.
            let variance = max(0, squares.values[i] - n * m * m) / (n - 1)
            let targetVariance = max(0, targetSquares.values[i] - n * t * t) / (n - 1)
            let covariance = (products.values[i] - n * m * t) / (n - 1)
            let (light, lightNorm) = (2 * m * t + c1, m * m + t * t + c1)
            let (form, formNorm) = (2 * covariance + c2, variance + targetVariance + c2)
            let inverse = 1 / (lightNorm * formNorm)
            let value = light * form * inverse
            total += Double(value)
            // By the mean, whose derivative is 1/n; by the covariance, (y − t)/(n − 1); by the variance, 2(x − m)/(n − 1).
            let byMean = 2 * form * inverse * (t - m * light / lightNorm)
            let byCovariance = 2 * light * inverse / (n - 1)
            let byVariance = -2 * value / formNorm / (n - 1)
            constants.values[i] = byMean / n - byCovariance * t - byVariance * m
            ownFactors.values[i] = byVariance
            otherFactors.values[i] = byCovariance
        }
        mean = Float(total / Double(sums.count))
    }

    /// Adds scale·(d sum of SSIM)/dx of the image to its three channels.
    func addGradient(to dx: Tensor, image: Int, scale: Float) {
        let constant = constants.spread()
        let own = ownFactors.spread()
        let other = otherFactors.spread()
        for (channel, share) in plane.factors.enumerated() where share != 0 {
            let values = dx.values + (image * 3 + channel) * x.count
            let factor = scale * share
            for i in 0..<x.count {
                values[i] += factor * (constant.values[i] + own.values[i] * x.values[i] + other.values[i] * y.values[i])
            }
        }
    }
}
