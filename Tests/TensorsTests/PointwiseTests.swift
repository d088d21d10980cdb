import Testing

@testable import Tensors

@Suite struct PointwiseTests {
    /// Blocked, planar, and one large enough for several threads' chunks with a remainder.
    static let shapes = [Shape(2, 16, 3, 5), Shape(2, 3, 4, 3), Shape(1, 8, 47, 53)]

    @Test(arguments: shapes) func sumAddsAndPassesTheGradientToBoth(shape: Shape) {
        verify([PlanarArray(random: shape, seed: 1), PlanarArray(random: shape, seed: 2)]) { tape, x, _ in
            [tape.sum(x[0], x[1])]
        } reference: { operands in
            [PlanarArray(shape) { operands[0][$0, $1, $2, $3] + operands[1][$0, $1, $2, $3] }]
        }
    }

    @Test(arguments: shapes) func scalingMultiplies(shape: Shape) {
        verify([PlanarArray(random: shape, seed: 1)]) { tape, x, _ in
            [tape.scaled(x[0], by: -1.5)]
        } reference: {
            [$0[0].map { -1.5 * $0 }]
        }
    }

    @Test(arguments: shapes) func rectificationCutsNegatives(shape: Shape) {
        verify([PlanarArray(random: shape, seed: 1)]) { tape, x, _ in
            [tape.rectified(x[0])]
        } reference: {
            [$0[0].rectified]
        }
    }

    @Test func concatenationPutsChannelsSideBySide() {
        for (a, b) in [(Shape(2, 16, 3, 4), Shape(2, 32, 3, 4)), (Shape(2, 3, 3, 4), Shape(2, 1, 3, 4))] {
            verify([PlanarArray(random: a, seed: 1), PlanarArray(random: b, seed: 2)]) { tape, x, _ in
                [tape.concatenated(x[0], x[1])]
            } reference: { operands in
                [
                    PlanarArray(Shape(2, a.channels + b.channels, 3, 4)) { n, c, y, x in
                        c < a.channels ? operands[0][n, c, y, x] : operands[1][n, c - a.channels, y, x]
                    }
                ]
            }
        }
    }

    @Test(arguments: [0..<1, 1..<3, 2..<4, 0..<4]) func imagesTakeARangeOfTheBatch(range: Range<Int>) {
        for channels in [3, 16] {
            verify([PlanarArray(random: Shape(4, channels, 3, 2), seed: 1)], coordinates: 30) { tape, x, _ in
                [tape.images(x[0], range)]
            } reference: { operands in
                [
                    PlanarArray(Shape(range.count, channels, 3, 2)) {
                        operands[0][$0 + range.lowerBound, $1, $2, $3]
                    }
                ]
            }
        }
    }

    @Test(arguments: [Shape(2, 16, 3, 5), Shape(3, Tensor.nativeBlock, 1, 1)]) func channelsAreScaledByTheirFactors(
        shape: Shape
    ) {
        let factors = PlanarArray(random: Shape(1, shape.channels), seed: 2)
        verify([PlanarArray(random: shape, seed: 1)]) { tape, x, _ in
            [tape.channelScaled(x[0], factors: factors.floats)]
        } reference: { operands in
            [PlanarArray(shape) { operands[0][$0, $1, $2, $3] * factors.values[$1] }]
        }
    }
}
