extension Tape {
    /// How much of each image's red, green and blue does not follow a fixed one's luma along its edges, N×1 in 0…1: fringes,
    /// halos and grain, which a loss of lumas does not see or forgives.
    ///
    /// In 7×7 windows that lie within the image, (v − k²/(u + 1e-4))/(v + 1e-3), v a channel's variance, u that of the content's
    /// luma, k their covariance: the share that no multiple of the luma explains. Mean over windows weighted by u and over
    /// channels. Where the content is flat the weight is nothing.
    ///
    /// - Parameters:
    ///   - x: N×3×H×W, planar RGB, nominally in [0, 1] and not clamped, at least 7×7.
    ///   - content: the same shape; no gradient flows to it.
    package func fringeLoss(_ x: Variable, content: Tensor) -> Variable {
        let shape = x.shape
        let window = WindowedPlane.window
        precondition(
            shape == content.shape && shape.channels == 3 && shape.height >= window && shape.width >= window
                && x.value.block == 1 && content.block == 1, "fringes of \(shape) and \(content.shape)")
        let maps = (0..<shape.batch).map { image in
            let luma = WindowedPlane(content, image, .luma)
            return ColourPlane.channels.map { FringeMap(WindowedPlane(x.value, image, $0), luma) }
        }
        let share = 1 / Float(ColourPlane.channels.count)
        let output = Tensor(uninitialized: Shape(shape.batch, 1), block: 1)
        for (image, channels) in maps.enumerated() {
            output.values[image] = share * channels.reduce(0) { $0 + $1.loss }
        }
        return result(output, from: [x]) { d in
            let dx = Tensor(repeating: 0, shape: shape)
            for (image, channels) in maps.enumerated() {
                for (plane, map) in zip(ColourPlane.channels, channels) {
                    map.gradient().addGradient(to: dx, image: image, plane: plane, scale: share * d.values[image])
                }
            }
            x.accumulate(dx)
        }
    }
}

/// The fringe loss of one channel, with what its derivative needs.
private final class FringeMap {
    private static let contentFloor: Float = 1e-4
    private static let floor: Float = 1e-3

    private let windows: WindowGradient
    private let scale: Float
    let loss: Float

    init(_ x: WindowedPlane, _ y: WindowedPlane) {
        windows = WindowGradient(x, y)
        let moments = WindowMoments(x, y)
        var (total, weight) = (0.0, 0.0)
        for i in 0..<moments.means.count {
            let (v, u) = (moments.variances.values[i], moments.otherVariances.values[i])
            let slope = moments.covariances.values[i] / (u + Self.contentFloor)
            let explained = slope * moments.covariances.values[i]
            let norm = v + Self.floor
            total += Double(u * (v - explained) / norm)
            weight += Double(u)
            // dv/dx = 2(x − m)/n, dk/dx = (y − t)/n.
            windows.set(
                i, own: 2 * u * (Self.floor + explained) / (norm * norm), mean: moments.means.values[i],
                other: -2 * u * slope / norm, otherMean: moments.otherMeans.values[i])
        }
        scale = Float(1 / max(weight, 1e-12))
        loss = Float(total) * scale
    }

    /// dloss/dx.
    func gradient() -> WindowedPlane { windows.total(scale: scale) }
}
