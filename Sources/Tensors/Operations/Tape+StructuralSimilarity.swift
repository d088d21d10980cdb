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
            planes.map { plane in
                WindowedLoss(
                    WindowedPlane(x.value, image, plane), WindowedPlane(target, image, plane), part: Self.similarity)
            }
        }
        let share = 1 / Float(planes.count)
        let output = Tensor(uninitialized: Shape(shape.batch, 1), block: 1)
        for (index, image) in images.enumerated() {
            output.values[index] = share * image.reduce(0) { $0 + $1.loss }
        }
        return result(output, from: [x]) { d in
            let dx = Tensor(repeating: 0, shape: shape)
            for (index, image) in images.enumerated() {
                for (plane, map) in zip(planes, image) {
                    map.gradient().addGradient(to: dx, image: index, plane: plane, scale: share * d.values[index])
                }
            }
            x.accumulate(dx)
        }
    }

    /// SSIM of one window.
    private static func similarity(_ moments: WindowedLoss.Moments) -> WindowedLoss.Part {
        let (c1, c2): (Float, Float) = (0.01 * 0.01, 0.03 * 0.03)
        // From population to sample moments.
        let n = Float(WindowedPlane.window * WindowedPlane.window)
        let sample = n / (n - 1)
        let (m, t) = (moments.mean, moments.otherMean)
        let (light, lightNorm) = (2 * m * t + c1, m * m + t * t + c1)
        let form = 2 * sample * moments.covariance + c2
        let formNorm = sample * (moments.variance + moments.otherVariance) + c2
        let inverse = 1 / (lightNorm * formNorm)
        let value = light * form * inverse
        return WindowedLoss.Part(
            value: value, byMean: 2 * form * inverse * (t - m * light / lightNorm),
            byVariance: -sample * value / formNorm, byCovariance: 2 * sample * light * inverse)
    }
}
