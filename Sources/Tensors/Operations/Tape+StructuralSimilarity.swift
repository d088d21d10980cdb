/// Side of the uniform window, pixels.
private let window = 7

extension Tape {
    /// Mean SSIM (Wang et al. 2004) of each image against a fixed one: N×1, 1 for equal images.
    ///
    /// x, target: N×3×H×W, planar RGB, nominally in [0, 1] and not clamped, at least 7×7. The mean over `planes`, by
    /// themselves the luma; uniform 7×7 window, range 1, sample covariance, only windows that lie within the image.
    public func structuralSimilarity(_ x: Variable, to target: Tensor, planes: [ColourPlane] = [.luma]) -> Variable {
        let shape = x.shape
        precondition(
            shape == target.shape && shape.channels == 3 && shape.height >= window && shape.width >= window
                && x.value.block == 1 && target.block == 1, "SSIM of \(shape) and \(target.shape)")
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

/// A grey image as a mixture of red, green and blue.
public struct ColourPlane: Sendable, Equatable {
    let red: Float, green: Float, blue: Float

    /// Luma by ITU-R 601.
    public static let luma = ColourPlane(red: 0.299, green: 0.587, blue: 0.114)
    /// Red, green and blue by themselves: noise in the colours alone, which luma does not see, shows in them.
    public static let channels = [
        ColourPlane(red: 1, green: 0, blue: 0), ColourPlane(red: 0, green: 1, blue: 0),
        ColourPlane(red: 0, green: 0, blue: 1),
    ]

    var factors: [Float] { [red, green, blue] }
}

/// SSIM of one plane of one image at all places of the window, with what its derivative needs.
///
/// Pointers throughout: with checked arrays this took a third of a training update.
private final class SimilarityMap {
    private let plane: ColourPlane
    private let width: Int
    private let height: Int
    private let x: Plane
    private let y: Plane
    /// dSSIM/dx at a pixel p of a window is a + b·x(p) + c·y(p); these are a, b and c of each window.
    private let constants: Plane
    private let ownFactors: Plane
    private let otherFactors: Plane
    /// Mean of SSIM over the windows.
    let mean: Float

    var windowCount: Int { (width - window + 1) * (height - window + 1) }

    init(_ a: Tensor, _ b: Tensor, image: Int, plane: ColourPlane) {
        (width, height) = (a.shape.width, a.shape.height)
        self.plane = plane
        (x, y) = (Plane(a, image, plane), Plane(b, image, plane))
        let n = Float(window * window)
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

/// H×W numbers, or as many windows.
private final class Plane {
    let width: Int
    let height: Int
    let values: UnsafeMutablePointer<Float>

    var count: Int { width * height }

    init(width: Int, height: Int) {
        (self.width, self.height) = (width, height)
        values = .allocate(capacity: width * height)
    }

    deinit { values.deallocate() }

    /// One image's mixture of channels.
    convenience init(_ tensor: Tensor, _ image: Int, _ plane: ColourPlane) {
        self.init(width: tensor.shape.width, height: tensor.shape.height)
        let red = tensor.values + 3 * image * count
        let (green, blue) = (red + count, red + 2 * count)
        for i in 0..<count { values[i] = plane.red * red[i] + plane.green * green[i] + plane.blue * blue[i] }
    }

    func unfilled() -> Plane { Plane(width: width, height: height) }

    func product(_ other: Plane) -> Plane {
        let result = unfilled()
        for i in 0..<count { result.values[i] = values[i] * other.values[i] }
        return result
    }

    /// Sums over all windows: H×W → (H − 6)×(W − 6).
    func boxSums() -> Plane {
        let rows = Plane(width: width - window + 1, height: height)
        for y in 0..<height { Self.addShifted(rows.row(y), row(y), count: rows.width) }
        let sums = Plane(width: rows.width, height: height - window + 1)
        for y in 0..<sums.height { rows.addRows(from: y, count: window, to: sums.row(y)) }
        return sums
    }

    /// The transpose: every pixel's sum over the windows that it lies in, (H − 6)×(W − 6) → H×W.
    func spread() -> Plane {
        let margin = window - 1
        let columns = Plane(width: width, height: height + margin)
        for y in 0..<columns.height {
            let first = max(0, y - margin)
            addRows(from: first, count: min(y, height - 1) - first + 1, to: columns.row(y))
        }
        let pixels = Plane(width: width + margin, height: columns.height)
        pixels.values.update(repeating: 0, count: pixels.count)
        for y in 0..<pixels.height {
            let (to, from) = (pixels.row(y), columns.row(y))
            for k in 0..<window {
                for i in 0..<width { to[i + k] += from[i] }
            }
        }
        return pixels
    }

    private func row(_ y: Int) -> UnsafeMutablePointer<Float> { values + y * width }

    /// to = the sum of `count` rows from `first` on.
    private func addRows(from first: Int, count: Int, to: UnsafeMutablePointer<Float>) {
        to.update(from: row(first), count: width)
        for y in first + 1..<first + count {
            let from = row(y)
            for i in 0..<width { to[i] += from[i] }
        }
    }

    /// to(i) = Σ of `window` values from i on.
    private static func addShifted(
        _ to: UnsafeMutablePointer<Float>, _ from: UnsafeMutablePointer<Float>, count: Int
    ) {
        to.update(from: from, count: count)
        for k in 1..<window {
            for i in 0..<count { to[i] += from[i + k] }
        }
    }
}
