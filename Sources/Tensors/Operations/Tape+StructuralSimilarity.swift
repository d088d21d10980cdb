/// Side of the uniform window, pixels.
private let window = 7

extension Tape {
    /// Mean SSIM (Wang et al. 2004) of the luma of images against fixed ones: a scalar, 1 for equal images.
    ///
    /// x, target: N×3×H×W, planar RGB, nominally in [0, 1] and not clamped, at least 7×7. Luma by ITU-R 601, uniform 7×7
    /// window, range 1, sample covariance, only windows that lie within the image.
    public func structuralSimilarity(_ x: Variable, to target: Tensor) -> Variable {
        let shape = x.shape
        precondition(
            shape == target.shape && shape.channels == 3 && shape.height >= window && shape.width >= window
                && x.value.block == 1 && target.block == 1, "SSIM of \(shape) and \(target.shape)")
        let images = (0..<shape.batch).map { SimilarityMap(x.value, target, image: $0) }
        let count = Float(shape.batch * images[0].windowCount)
        let value = Float(images.reduce(0.0) { $0 + $1.total }) / count
        return result(Tensor(repeating: value, shape: Shape(1, 1)), from: [x]) { d in
            let dx = x.value.uninitializedLike()
            for (index, image) in images.enumerated() {
                image.writeGradient(into: dx, image: index, scale: d.scalar / count)
            }
            x.accumulate(dx)
        }
    }
}

/// SSIM of one image at all places of the window, with what its derivative needs.
private struct SimilarityMap {
    private let width: Int
    private let height: Int
    private let x: [Float]
    private let y: [Float]
    /// dSSIM/dx at a pixel p of a window is a + b·x(p) + c·y(p); these are a, b and c of each window.
    private var constants: [Float] = []
    private var ownFactors: [Float] = []
    private var otherFactors: [Float] = []
    /// Sum of SSIM over the windows.
    private(set) var total = 0.0

    private static let luma: [Float] = [0.299, 0.587, 0.114]

    var windowCount: Int { (width - window + 1) * (height - window + 1) }

    init(_ a: Tensor, _ b: Tensor, image: Int) {
        (width, height) = (a.shape.width, a.shape.height)
        (x, y) = (Self.luma(a, image), Self.luma(b, image))
        let n = Float(window * window)
        let means = boxSums(x).map { $0 / n }
        let targets = boxSums(y).map { $0 / n }
        let squares = boxSums(zip(x, x).map { $0 * $1 })
        let targetSquares = boxSums(zip(y, y).map { $0 * $1 })
        let products = boxSums(zip(x, y).map { $0 * $1 })
        let (c1, c2): (Float, Float) = (0.01 * 0.01, 0.03 * 0.03)
        constants.reserveCapacity(means.count)
        ownFactors.reserveCapacity(means.count)
        otherFactors.reserveCapacity(means.count)
        for i in means.indices {
            let (m, t) = (means[i], targets[i])
            // Rounding can make a flat window's variance slightly negative.
            let variance = max(0, squares[i] - n * m * m) / (n - 1)
            let targetVariance = max(0, targetSquares[i] - n * t * t) / (n - 1)
            let covariance = (products[i] - n * m * t) / (n - 1)
            let (light, lightNorm) = (2 * m * t + c1, m * m + t * t + c1)
            let (form, formNorm) = (2 * covariance + c2, variance + targetVariance + c2)
            let value = light * form / (lightNorm * formNorm)
            total += Double(value)
            // By the mean, whose derivative is 1/n; by the covariance, (y − t)/(n − 1); by the variance, 2(x − m)/(n − 1).
            let byMean = 2 * form / (lightNorm * formNorm) * (t - m * light / lightNorm)
            let byCovariance = 2 * light / (lightNorm * formNorm) / (n - 1)
            let byVariance = -2 * value / formNorm / (n - 1)
            constants.append(byMean / n - byCovariance * t - byVariance * m)
            ownFactors.append(byVariance)
            otherFactors.append(byCovariance)
        }
    }

    /// Writes scale·dtotal/dx of the image to its three planes.
    func writeGradient(into dx: Tensor, image: Int, scale: Float) {
        let constant = spread(constants)
        let own = spread(ownFactors)
        let other = spread(otherFactors)
        let area = width * height
        for channel in 0..<3 {
            let plane = dx.values + (image * 3 + channel) * area
            let factor = scale * Self.luma[channel]
            for i in 0..<area { plane[i] = factor * (constant[i] + own[i] * x[i] + other[i] * y[i]) }
        }
    }

    private static func luma(_ tensor: Tensor, _ image: Int) -> [Float] {
        let area = tensor.shape.area
        let red = tensor.values + 3 * image * area
        return (0..<area).map { luma[0] * red[$0] + luma[1] * red[area + $0] + luma[2] * red[2 * area + $0] }
    }

    /// Sums over all windows within a map: H×W → (H − 6)×(W − 6).
    private func boxSums(_ map: [Float]) -> [Float] {
        let narrow = width - window + 1
        var rows = [Float](repeating: 0, count: height * narrow)
        for y in 0..<height {
            for k in 0..<window {
                for i in 0..<narrow { rows[y * narrow + i] += map[y * width + i + k] }
            }
        }
        var sums = [Float](repeating: 0, count: (height - window + 1) * narrow)
        for y in 0...height - window {
            for k in 0..<window {
                for i in 0..<narrow { sums[y * narrow + i] += rows[(y + k) * narrow + i] }
            }
        }
        return sums
    }

    /// The transpose: every pixel's sum over the windows that it lies in.
    private func spread(_ map: [Float]) -> [Float] {
        let narrow = width - window + 1
        var rows = [Float](repeating: 0, count: height * narrow)
        for y in 0...height - window {
            for k in 0..<window {
                for i in 0..<narrow { rows[(y + k) * narrow + i] += map[y * narrow + i] }
            }
        }
        var pixels = [Float](repeating: 0, count: height * width)
        for y in 0..<height {
            for k in 0..<window {
                for i in 0..<narrow { pixels[y * width + i + k] += rows[y * narrow + i] }
            }
        }
        return pixels
    }
}
