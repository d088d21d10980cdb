import Foundation
import Testing

@testable import Tensors

/// Mean and √(unbiased variance + 1e-5) of every plane.
func planeStatistics(_ x: PlanarArray) -> (mean: PlanarArray, deviation: PlanarArray) {
    let vectors = Shape(x.shape.batch, x.shape.channels)
    let mean = PlanarArray(vectors) { n, c, _, _ in x.plane(n, c).reduce(0, +) / Double(x.shape.area) }
    let deviation = PlanarArray(vectors) { n, c, _, _ in
        let squares = x.plane(n, c).reduce(0) { $0 + ($1 - mean[n, c, 0, 0]) * ($1 - mean[n, c, 0, 0]) }
        return (squares / Double(x.shape.area - 1) + 1e-5).squareRoot()
    }
    return (mean, deviation)
}

@Suite struct StatisticsTests {
    @Test(arguments: [
        Shape(2, 16, 5, 3), Shape(1, Tensor.nativeBlock, 1, 2), Shape(3, 3 * Tensor.nativeBlock, 4, 4),
        Shape(1, Tensor.nativeBlock, 29, 31),
    ])
    func statisticsArePerImageAndChannel(shape: Shape) {
        verify([PlanarArray(random: shape, seed: 1, offset: 0.5)]) { tape, x, _ in
            let (mean, deviation) = tape.statistics(x[0])
            return [mean, deviation]
        } reference: { operands in
            let (mean, deviation) = planeStatistics(operands[0])
            return [mean, deviation]
        }
    }

    @Test func deviationSurvivesALargeMean() {
        let x = PlanarArray(random: Shape(1, Tensor.nativeBlock, 37, 41), seed: 1, scale: 0.01, offset: 100)
        let (mean, deviation) = Tape(recording: false).statistics(Variable(x.tensor()))
        let expected = planeStatistics(x)
        expectClose(PlanarArray(mean.value), expected.mean, tolerance: 1e-6)
        for (found, right) in zip(PlanarArray(deviation.value).values, expected.deviation.values) {
            #expect(abs(found - right) < 1e-3 * right)
        }
    }

    @Test func constantPlanesHaveTheEpsilonsDeviation() {
        let x = Tensor(repeating: 3, shape: Shape(2, Tensor.nativeBlock, 4, 5))
        let (mean, deviation) = Tape(recording: false).statistics(Variable(x))
        expectClose(PlanarArray(mean.value), PlanarArray(mean.shape) { _, _, _, _ in 3 }, tolerance: 1e-7)
        let root = Double(statisticsEpsilon).squareRoot()
        for value in PlanarArray(deviation.value).values { #expect(abs(value - root) < 1e-6 * root) }
    }

    @Test(arguments: [Shape(2, 16, 5, 3), Shape(1, Tensor.nativeBlock, 1, 1), Shape(1, Tensor.nativeBlock, 29, 31)])
    func globalAverageIsTheMeanOfEveryPlane(shape: Shape) {
        verify([PlanarArray(random: shape, seed: 1)]) { tape, x, _ in
            [tape.globalAverage(x[0])]
        } reference: { operands in
            let x = operands[0]
            return [
                PlanarArray(Shape(shape.batch, shape.channels)) { n, c, _, _ in
                    x.plane(n, c).reduce(0, +) / Double(shape.area)
                }
            ]
        }
    }

    @Test(arguments: [Float(1), 0.4, 0]) func adaptiveNormalizationMixesByAlpha(alpha: Float) {
        for shape in [Shape(2, 16, 3, 5), Shape(1, Tensor.nativeBlock, 1, 2), Shape(1, Tensor.nativeBlock, 17, 16)] {
            let vectors = Shape(shape.batch, shape.channels)
            verify([
                PlanarArray(random: shape, seed: 1, scale: 2, offset: 0.5), PlanarArray(random: vectors, seed: 2),
                PlanarArray(random: vectors, seed: 3, scale: 0.5, offset: 1),
            ]) { tape, x, _ in
                [tape.adaptiveNormalization(x[0], mean: x[1], deviation: x[2], alpha: alpha)]
            } reference: { operands in
                let x = operands[0]
                let own = planeStatistics(x)
                return [
                    PlanarArray(shape) { n, c, row, column in
                        let value = x[n, c, row, column]
                        let normalized =
                            (value - own.mean[n, c, 0, 0]) / own.deviation[n, c, 0, 0] * operands[2][n, c, 0, 0]
                            + operands[1][n, c, 0, 0]
                        return Double(alpha) * normalized + (1 - Double(alpha)) * value
                    }
                ]
            }
        }
    }

    @Test(arguments: [false, true], [false, true])
    func modulationScalesConvolutionAndInput(hasResidual: Bool, rectified: Bool) {
        for shape in [Shape(2, 16, 3, 5), Shape(1, Tensor.nativeBlock, 1, 1)] {
            let vectors = Shape(shape.batch, shape.channels)
            let maps = (1...3).map { PlanarArray(random: shape, seed: $0) }
            let signals = (4...5).map { PlanarArray(random: vectors, seed: $0) }
            verify(signals + maps.prefix(hasResidual ? 3 : 2)) { tape, x, _ in
                [
                    tape.modulation(
                        x[2], input: x[3], weight: x[0], bias: x[1], residual: hasResidual ? x[4] : nil,
                        rectified: rectified)
                ]
            } reference: { operands in
                let result = PlanarArray(shape) { n, c, y, x in
                    operands[0][n, c, 0, 0] * operands[2][n, c, y, x]
                        + operands[1][n, c, 0, 0] * operands[3][n, c, y, x]
                        + (hasResidual ? operands[4][n, c, y, x] : 0)
                }
                return [rectified ? result.rectified : result]
            }
        }
    }

    @Test(arguments: [false, true]) func rescalingIsAffineInEachChannel(rectified: Bool) {
        let shape = Shape(2, 2 * Tensor.nativeBlock, 4, 3)
        let vectors = Shape(2, 2 * Tensor.nativeBlock)
        verify([
            PlanarArray(random: shape, seed: 1), PlanarArray(random: vectors, seed: 2),
            PlanarArray(random: vectors, seed: 3),
        ]) { tape, x, _ in
            [tape.rescaled(x[0], scale: x[1], shift: x[2], rectified: rectified)]
        } reference: { operands in
            [
                PlanarArray(shape) { n, c, y, x in
                    let value = (1 + operands[1][n, c, 0, 0]) * operands[0][n, c, y, x] + operands[2][n, c, 0, 0]
                    return rectified ? max(0, value) : value
                }
            ]
        }
    }

    @Test func modulationAddsUpWhenConvolutionInputAndResidualAreOneVariable() {
        let shape = Shape(2, Tensor.nativeBlock, 3, 4)
        let vectors = Shape(2, Tensor.nativeBlock)
        verify([
            PlanarArray(random: shape, seed: 1), PlanarArray(random: vectors, seed: 2),
            PlanarArray(random: vectors, seed: 3),
        ]) { tape, x, _ in
            [tape.modulation(x[0], input: x[0], weight: x[1], bias: x[2], residual: x[0])]
        } reference: { operands in
            [
                PlanarArray(shape) { n, c, y, x in
                    (operands[1][n, c, 0, 0] + operands[2][n, c, 0, 0] + 1) * operands[0][n, c, y, x]
                }
            ]
        }
    }
}
