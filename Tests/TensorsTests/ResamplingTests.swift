import Testing

@testable import Tensors

/// Bilinear ×2, half-pixel centres: the sample at (i + ½)/2 − ½, clamped to the edge.
func bilinearDoubled(_ x: PlanarArray) -> PlanarArray {
    let shape = x.shape
    let position = { (index: Int, count: Int) -> (Int, Int, Double) in
        let centre = max(0, (Double(index) + 0.5) / 2 - 0.5)
        let low = Int(centre)
        return (low, min(low + 1, count - 1), centre - Double(low))
    }
    return PlanarArray(Shape(shape.batch, shape.channels, 2 * shape.height, 2 * shape.width)) { n, c, row, column in
        let (top, bottom, v) = position(row, shape.height)
        let (left, right, h) = position(column, shape.width)
        return (1 - v) * ((1 - h) * x[n, c, top, left] + h * x[n, c, top, right])
            + v * ((1 - h) * x[n, c, bottom, left] + h * x[n, c, bottom, right])
    }
}

/// Largest of 2×2 windows; `partial` keeps those that stick out at the far edges.
func maxOfWindows(_ x: PlanarArray, stride: Int, partial: Bool) -> PlanarArray {
    let shape = x.shape
    let extent = { (count: Int) in partial ? (count + stride - 1) / stride : (count - 2) / stride + 1 }
    return PlanarArray(Shape(shape.batch, shape.channels, extent(shape.height), extent(shape.width))) { n, c, y, x0 in
        var best = -Double.infinity
        for row in y * stride..<min(y * stride + 2, shape.height) {
            for column in x0 * stride..<min(x0 * stride + 2, shape.width) { best = max(best, x[n, c, row, column]) }
        }
        return best
    }
}

func blurred(_ x: PlanarArray, filter: [Float]) -> PlanarArray {
    let padded = reflectionPadded(maxOfWindows(x, stride: 1, partial: false), side: 1)
    let shape = padded.shape
    return PlanarArray(
        Shape(shape.batch, shape.channels, (shape.height - 3) / 2 + 1, (shape.width - 3) / 2 + 1)
    ) { n, c, y, x in
        (0..<9).reduce(0) { $0 + Double(filter[$1]) * padded[n, c, 2 * y + $1 / 3, 2 * x + $1 % 3] }
    }
}

@Suite struct ResamplingTests {
    @Test(arguments: [
        Shape(1, Tensor.nativeBlock, 1, 1), Shape(1, Tensor.nativeBlock, 1, 3), Shape(2, 16, 4, 1), Shape(2, 16, 3, 5),
        Shape(1, Tensor.nativeBlock, 2, 2),
    ])
    func upsamplingIsBilinearWithHalfPixelCentres(shape: Shape) {
        verify([PlanarArray(random: shape, seed: 1)], coordinates: 30) { tape, x, _ in
            [tape.upsampled(x[0])]
        } reference: {
            [bilinearDoubled($0[0])]
        }
    }

    @Test(arguments: [
        Shape(1, Tensor.nativeBlock, 1, 1), Shape(1, Tensor.nativeBlock, 2, 2), Shape(2, 16, 3, 5), Shape(2, 16, 4, 7),
        Shape(1, Tensor.nativeBlock, 7, 6),
        Shape(1, Tensor.nativeBlock, 1, 4),
    ])
    func maxPoolingKeepsPartialWindows(shape: Shape) {
        verify([PlanarArray(random: shape, seed: 1)], coordinates: 30) { tape, x, _ in
            [tape.maxPooled(x[0])]
        } reference: {
            [maxOfWindows($0[0], stride: 2, partial: true)]
        }
    }

    static let sizes = [
        Shape(1, Tensor.nativeBlock, 3, 3), Shape(1, Tensor.nativeBlock, 4, 4), Shape(2, 16, 3, 6),
        Shape(1, Tensor.nativeBlock, 5, 4), Shape(2, 16, 7, 8),
    ]

    @Test(arguments: sizes) func blurPoolingFiltersTheMaxMap(shape: Shape) {
        let binomial: [Float] = [1, 2, 1, 2, 4, 2, 1, 2, 1].map { $0 / 16 }
        // A lopsided filter shows a mirrored or transposed window.
        let lopsided: [Float] = [0.1, -0.7, 0.3, 1.2, 0.5, -0.2, 0.8, -0.4, 0.6]
        for filter in [binomial, lopsided] {
            verify([PlanarArray(random: shape, seed: 1)], coordinates: 30) { tape, x, _ in
                [tape.blurPooled(x[0], filter: filter)]
            } reference: {
                [blurred($0[0], filter: filter)]
            }
        }
    }

    @Test func equalValuesSendTheGradientToTheFirstOfAWindow() throws {
        let x = Variable(Tensor(repeating: 1, shape: Shape(1, Tensor.nativeBlock, 4, 4)), needsGradient: true)
        let tape = Tape()
        let pooled = tape.maxPooled(x)
        tape.backward(from: [(pooled, Tensor(repeating: 1, shape: pooled.shape))])
        let gradient = PlanarArray(try #require(x.gradient))
        expectClose(gradient, PlanarArray(x.shape) { _, _, y, x in y % 2 == 0 && x % 2 == 0 ? 1 : 0 }, tolerance: 0)

        let y = Variable(Tensor(repeating: 1, shape: Shape(1, Tensor.nativeBlock, 5, 5)), needsGradient: true)
        let blurredMap = tape.blurPooled(y, filter: [Float](repeating: 1, count: 9))
        tape.backward(from: [(blurredMap, Tensor(repeating: 1, shape: blurredMap.shape))])
        let map = PlanarArray(try #require(y.gradient))
        // The first of a window is its top left corner: nothing reaches the last row and column, nothing is lost.
        #expect(map.values.reduce(0, +) == Double(9 * blurredMap.value.count))
        #expect((0..<5).allSatisfy { map[0, 0, 4, $0] == 0 && map[0, 7, $0, 4] == 0 })
    }
}
