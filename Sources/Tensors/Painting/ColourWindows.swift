/// The colours of an image in 7×7 windows: what a linear mixture of its red, green and blue explains of another plane.
///
/// The residuals of such local models are the matting Laplacian's (Levin, Lischinski and Weiss 2008).
final class ColourWindows {
    let channels: [WindowedPlane]
    let means: [WindowedPlane]
    /// (C + ridge·I)⁻¹ of each window, C the covariances of the channels: rr, gg, bb, rg, rb, gb.
    let inverse: [WindowedPlane]
    /// The weight of each window: the mean of the three variances, or another plane's.
    let variance: WindowedPlane
    /// The sum of `variance` over all windows.
    private let weight: Float

    /// - Parameters:
    ///   - tensor: N×3×H×W, planar.
    ///   - ridge: added to the variances of red, green and blue, so that a flat window explains nothing.
    convenience init(_ tensor: Tensor, _ image: Int, ridge: Float) {
        self.init(ColourPlane.channels.map { WindowedPlane(tensor, image, $0) }, ridge: ridge)
    }

    /// - Parameters:
    ///   - planes: what explains, up to three planes of the same extents.
    ///   - weighedBy: a plane whose variances are the windows' weights, in place of the mean of the three.
    init(_ planes: [WindowedPlane], ridge: Float, weighedBy: WindowedPlane? = nil) {
        let nothing = planes[0].unfilled()
        nothing.values.update(repeating: 0, count: nothing.count)
        channels = planes + [WindowedPlane](repeating: nothing, count: 3 - planes.count)
        let share = 1 / Float(WindowedPlane.window * WindowedPlane.window)
        means = channels.map { $0.boxSums() }
        let places = [(0, 0), (1, 1), (2, 2), (0, 1), (0, 2), (1, 2)]
        let products = places.map { [channels] in channels[$0.0].product(channels[$0.1]).boxSums() }
        variance = means[0].unfilled()
        for mean in means {
            for i in 0..<mean.count { mean.values[i] *= share }
        }
        var total = 0.0
        for i in 0..<variance.count {
            let m = (means[0].values[i], means[1].values[i], means[2].values[i])
            let r = max(0, products[0].values[i] * share - m.0 * m.0)
            let g = max(0, products[1].values[i] * share - m.1 * m.1)
            let b = max(0, products[2].values[i] * share - m.2 * m.2)
            variance.values[i] = (r + g + b) / 3
            total += Double(variance.values[i])
            let (p, q, s) = (Double(r + ridge), Double(g + ridge), Double(b + ridge))
            let rg = Double(products[3].values[i] * share - m.0 * m.1)
            let rb = Double(products[4].values[i] * share - m.0 * m.2)
            let gb = Double(products[5].values[i] * share - m.1 * m.2)
            let (a, c, d) = (q * s - gb * gb, rb * gb - rg * s, rg * gb - rb * q)
            let determinant = 1 / (p * a + rg * c + rb * d)
            products[0].values[i] = Float(a * determinant)
            products[1].values[i] = Float((p * s - rb * rb) * determinant)
            products[2].values[i] = Float((p * q - rg * rg) * determinant)
            products[3].values[i] = Float(c * determinant)
            products[4].values[i] = Float(d * determinant)
            products[5].values[i] = Float((rb * rg - p * gb) * determinant)
        }
        inverse = products
        if let weighedBy {
            let (sums, squares) = (weighedBy.boxSums(), weighedBy.product(weighedBy).boxSums())
            total = 0
            for i in 0..<variance.count {
                let mean = sums.values[i] * share
                variance.values[i] = max(0, squares.values[i] * share - mean * mean)
                total += Double(variance.values[i])
            }
        }
        weight = Float(max(total, 1e-12))
    }

    /// What of a plane the colours leave unexplained, and how that changes with the plane.
    ///
    /// Mean over windows, weighted by `variance`, of (v − kᵀ(C + ridge·I)⁻¹k)/(v + 1e-3), v the plane's variance and k its
    /// covariances with the channels.
    func residual(of x: WindowedPlane) -> (loss: Float, gradient: () -> WindowedPlane) {
        let n = Float(WindowedPlane.window * WindowedPlane.window)
        let (share, floor): (Float, Float) = (1 / n, 1e-3)
        let (sums, squares) = (x.boxSums(), x.product(x).boxSums())
        let products = channels.map { x.product($0).boxSums() }
        // The derivative at a pixel p of a window is a + b·x(p) + Σ c_j·channel_j(p).
        let (constants, own) = (sums.unfilled(), squares)
        var total = 0.0
        for i in 0..<sums.count {
            let m = sums.values[i] * share
            let v = max(0, squares.values[i] * share - m * m)
            let t = (means[0].values[i], means[1].values[i], means[2].values[i])
            let k0 = products[0].values[i] * share - m * t.0
            let k1 = products[1].values[i] * share - m * t.1
            let k2 = products[2].values[i] * share - m * t.2
            let (rr, gg, bb) = (inverse[0].values[i], inverse[1].values[i], inverse[2].values[i])
            let (rg, rb, gb) = (inverse[3].values[i], inverse[4].values[i], inverse[5].values[i])
            let s0 = rr * k0 + rg * k1 + rb * k2
            let s1 = rg * k0 + gg * k1 + gb * k2
            let s2 = rb * k0 + gb * k1 + bb * k2
            let explained = k0 * s0 + k1 * s1 + k2 * s2
            let (u, norm) = (variance.values[i], v + floor)
            total += Double(u * (v - explained) / norm)
            // Of the variance 2(x − m)/n, of the covariances (c − t)/n.
            let byVariance = 2 * u * (floor + explained) / (norm * norm)
            let slope = -2 * u / norm
            own.values[i] = byVariance / n
            products[0].values[i] = slope * s0 / n
            products[1].values[i] = slope * s1 / n
            products[2].values[i] = slope * s2 / n
            constants.values[i] = -(byVariance * m + slope * (s0 * t.0 + s1 * t.1 + s2 * t.2)) / n
        }
        return (
            Float(total) / weight,
            { [channels, weight] in
                let (result, factors) = (constants.spread(), own.spread())
                for i in 0..<x.count { result.values[i] += factors.values[i] * x.values[i] }
                for (channel, product) in zip(channels, products) {
                    let factors = product.spread()
                    for i in 0..<x.count { result.values[i] += factors.values[i] * channel.values[i] }
                }
                for i in 0..<x.count { result.values[i] /= weight }
                return result
            }
        )
    }
}
