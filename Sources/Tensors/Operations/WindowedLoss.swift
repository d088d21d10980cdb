/// A loss of one plane, perhaps beside a fixed one: the mean over all 7×7 windows that lie within it, each with its weight, of a
/// function of the window's moments.
///
/// Pointers throughout: with checked arrays the losses made of it took a third of a training update.
final class WindowedLoss {
    /// Population moments of one window.
    struct Moments {
        /// m and t, means of the plane and of the fixed one; 0 where there is none, as all of its.
        var mean: Float, otherMean: Float = 0
        /// Not below 0, which rounding could bring about in flat windows.
        var variance: Float, otherVariance: Float = 0
        var covariance: Float = 0
    }

    /// What one window contributes.
    struct Part {
        var weight: Float = 1
        /// The function, times the weight.
        var value: Float
        /// Derivatives of the value by m, by the variance and by the covariance.
        var byMean: Float = 0, byVariance: Float, byCovariance: Float = 0
    }

    private let x: WindowedPlane
    private let y: WindowedPlane?
    /// The derivative at a pixel p of a window is a + b·x(p) + c·y(p); these are a, b and c of each window.
    private let constants: WindowedPlane
    private let ownFactors: WindowedPlane
    private let otherFactors: WindowedPlane?
    private let scale: Float
    let loss: Float

    /// Of planes of one extent.
    init(_ x: WindowedPlane, _ y: WindowedPlane? = nil, part: (Moments) -> Part) {
        (self.x, self.y) = (x, y)
        let n = Float(WindowedPlane.window * WindowedPlane.window)
        let share = 1 / n
        let (sums, squares) = (x.boxSums(), x.product(x).boxSums())
        let other = y.map { (sums: $0.boxSums(), squares: $0.product($0).boxSums(), products: x.product($0).boxSums()) }
        (constants, ownFactors) = (sums.unfilled(), sums.unfilled())
        otherFactors = y.map { _ in sums.unfilled() }
        var (total, weight) = (0.0, 0.0)
        for i in 0..<sums.count {
            let m = sums.values[i] * share
            var moments = Moments(mean: m, variance: max(0, squares.values[i] * share - m * m))
            if let other {
                let t = other.sums.values[i] * share
                moments.otherMean = t
                moments.otherVariance = max(0, other.squares.values[i] * share - t * t)
                moments.covariance = other.products.values[i] * share - m * t
            }
            let part = part(moments)
            total += Double(part.value)
            weight += Double(part.weight)
            // dm/dx = 1/n; of the variance 2(x − m)/n, of the covariance (y − t)/n.
            let (own, shared) = (2 * part.byVariance, part.byCovariance)
            constants.values[i] = (part.byMean - (own * m + shared * moments.otherMean)) / n
            ownFactors.values[i] = own / n
            otherFactors?.values[i] = shared / n
        }
        scale = Float(1 / max(weight, 1e-12))
        loss = Float(total) * scale
    }

    /// dloss/dx.
    func gradient() -> WindowedPlane {
        let (result, own) = (constants.spread(), ownFactors.spread())
        for i in 0..<x.count { result.values[i] += own.values[i] * x.values[i] }
        if let y, let other = otherFactors?.spread() {
            for i in 0..<x.count { result.values[i] += other.values[i] * y.values[i] }
        }
        for i in 0..<x.count { result.values[i] *= scale }
        return result
    }
}
