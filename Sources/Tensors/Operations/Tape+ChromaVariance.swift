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
            ColourPlane.chroma.map { plane in
                WindowedLoss(WindowedPlane(x.value, image, plane)) { .init(value: $0.variance, byVariance: 1) }
            }
        }
        let output = Tensor(uninitialized: Shape(shape.batch, 1), block: 1)
        for (index, image) in images.enumerated() { output.values[index] = image.reduce(0) { $0 + $1.loss } }
        return result(output, from: [x]) { d in
            let dx = Tensor(repeating: 0, shape: shape)
            for (index, image) in images.enumerated() {
                for (plane, map) in zip(ColourPlane.chroma, image) {
                    map.gradient().addGradient(to: dx, image: index, plane: plane, scale: d.values[index])
                }
            }
            x.accumulate(dx)
        }
    }
}
