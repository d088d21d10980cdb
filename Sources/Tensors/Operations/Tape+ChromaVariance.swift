extension Tape {
    /// How much the colour of each image varies nearby, N×1: (E[Cb²] − E[Cb]²) + (E[Cr²] − E[Cr]²) within each 7×7 window,
    /// mean over all windows that lie within the image.
    ///
    /// x: N×3×H×W, planar RGB, nominally in [0, 1] and not clamped, at least 7×7.
    package func chromaVariance(_ x: Variable) -> Variable {
        let shape = x.shape
        let window = WindowedPlane.window
        precondition(
            shape.channels == 3 && shape.height >= window && shape.width >= window && x.value.block == 1,
            "chroma variance of \(shape)")
        let images = (0..<shape.batch).map { image in
            ColourPlane.chroma.map { VarianceMap(x.value, image: image, plane: $0) }
        }
        let output = Tensor(uninitialized: Shape(shape.batch, 1), block: 1)
        for (index, image) in images.enumerated() { output.values[index] = image.reduce(0) { $0 + $1.mean } }
        return result(output, from: [x]) { d in
            let dx = Tensor(repeating: 0, shape: shape)
            let ones = WindowedPlane(width: shape.width - window + 1, height: shape.height - window + 1)
            ones.values.update(repeating: 1, count: ones.count)
            let windowCounts = ones.spread()
            for (index, image) in images.enumerated() {
                for plane in image {
                    plane.addGradient(to: dx, image: index, windowCounts: windowCounts, scale: d.values[index])
                }
            }
            x.accumulate(dx)
        }
    }
}

/// Variance of one plane of one image within each window, with what its derivative needs.
private final class VarianceMap {
    private let plane: ColourPlane
    private let x: WindowedPlane
    private let means: WindowedPlane
    /// Mean of the variances over the windows.
    let mean: Float

    init(_ source: Tensor, image: Int, plane: ColourPlane) {
        self.plane = plane
        x = WindowedPlane(source, image, plane)
        means = x.boxSums()
        let squares = x.product(x).boxSums()
        let n = Float(WindowedPlane.window * WindowedPlane.window)
        var total = 0.0
        for i in 0..<means.count {
            means.values[i] /= n
            // Rounding can make a flat window's variance slightly negative.
            total += Double(max(0, squares.values[i] / n - means.values[i] * means.values[i]))
        }
        mean = Float(total / Double(means.count))
    }

    /// Adds scale·(d mean)/dx of the image to its three channels: 2(x − m)/n of every window that a pixel lies in.
    func addGradient(to dx: Tensor, image: Int, windowCounts: WindowedPlane, scale: Float) {
        let sums = means.spread()
        let n = Float(WindowedPlane.window * WindowedPlane.window)
        let factor = 2 * scale / (n * Float(means.count))
        for (channel, share) in plane.factors.enumerated() where share != 0 {
            let values = dx.values + (image * 3 + channel) * x.count
            for i in 0..<x.count {
                values[i] += factor * share * (windowCounts.values[i] * x.values[i] - sums.values[i])
            }
        }
    }
}
