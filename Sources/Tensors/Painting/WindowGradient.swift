/// The derivative of a sum over 7×7 windows of functions of the window's moments with respect to one of two planes: at a pixel
/// p of a window it is a + b·x(p) + c·y(p), with a, b and c of each window.
final class WindowGradient {
    private let x: WindowedPlane
    private let y: WindowedPlane
    private let constants: WindowedPlane
    private let ownFactors: WindowedPlane
    private let otherFactors: WindowedPlane

    /// For planes of one extent.
    init(_ x: WindowedPlane, _ y: WindowedPlane) {
        (self.x, self.y) = (x, y)
        let (width, height) = (x.width - WindowedPlane.window + 1, x.height - WindowedPlane.window + 1)
        constants = WindowedPlane(width: width, height: height)
        ownFactors = constants.unfilled()
        otherFactors = constants.unfilled()
    }

    /// Sets a window's derivative from those by (x − m)/n, m the window's mean of x, and by (y − t)/n; n pixels a window.
    func set(_ window: Int, own: Float, mean m: Float, other: Float, otherMean t: Float) {
        let n = Float(WindowedPlane.window * WindowedPlane.window)
        constants.values[window] = -(own * m + other * t) / n
        ownFactors.values[window] = own / n
        otherFactors.values[window] = other / n
    }

    /// The sum over windows, times `scale`, of each pixel's derivative.
    func total(scale: Float) -> WindowedPlane {
        let (constant, own, other) = (constants.spread(), ownFactors.spread(), otherFactors.spread())
        for i in 0..<x.count {
            constant.values[i] =
                scale * (constant.values[i] + own.values[i] * x.values[i] + other.values[i] * y.values[i])
        }
        return withExtendedLifetime((own, other)) { constant }
    }
}

/// Means, variances and covariance of two planes in all windows; population moments.
struct WindowMoments {
    let means: WindowedPlane, otherMeans: WindowedPlane
    /// Not below 0, which rounding could bring about in flat windows.
    let variances: WindowedPlane, otherVariances: WindowedPlane
    let covariances: WindowedPlane

    init(_ x: WindowedPlane, _ y: WindowedPlane) {
        (means, otherMeans) = (x.boxSums(), y.boxSums())
        (variances, otherVariances) = (x.product(x).boxSums(), y.product(y).boxSums())
        covariances = x.product(y).boxSums()
        let share = 1 / Float(WindowedPlane.window * WindowedPlane.window)
        for i in 0..<means.count {
            let (m, t) = (means.values[i] * share, otherMeans.values[i] * share)
            (means.values[i], otherMeans.values[i]) = (m, t)
            variances.values[i] = max(0, variances.values[i] * share - m * m)
            otherVariances.values[i] = max(0, otherVariances.values[i] * share - t * t)
            covariances.values[i] = covariances.values[i] * share - m * t
        }
    }
}
