import Foundation
import Testing

@testable import Tensors

@Suite struct LossTests {
    static let shapes = [Shape(2, 16, 3, 5), Shape(2, 3, 4, 3), Shape(1, 1), Shape(1, 8, 61, 47)]
    private static let scalar = Shape(1, 1)

    @Test(arguments: shapes) func meanSquaredErrorIsOverAllValues(shape: Shape) {
        verify([PlanarArray(random: shape, seed: 1), PlanarArray(random: shape, seed: 2)]) { tape, x, _ in
            [tape.meanSquaredError(x[0], x[1])]
        } reference: { operands in
            let difference = zip(operands[0].values, operands[1].values).map { $0 - $1 }
            return [PlanarArray(Self.scalar) { _, _, _, _ in dot(difference, difference) / Double(shape.count) }]
        }
    }

    @Test(arguments: shapes) func meanSquaredErrorsAreOfEachImage(shape: Shape) {
        verify([PlanarArray(random: shape, seed: 1), PlanarArray(random: shape, seed: 2)]) { tape, x, _ in
            [tape.meanSquaredErrors(x[0], x[1])]
        } reference: { operands in
            let each = shape.count / shape.batch
            let difference = zip(operands[0].values, operands[1].values).map { $0 - $1 }
            return [
                PlanarArray(Shape(shape.batch, 1)) { image, _, _, _ in
                    let own = Array(difference[image * each..<(image + 1) * each])
                    return dot(own, own) / Double(each)
                }
            ]
        }
    }

    @Test(arguments: shapes) func meanIsOverAllValues(shape: Shape) {
        verify([PlanarArray(random: shape, seed: 1)]) { tape, x, _ in
            [tape.mean(x[0])]
        } reference: { operands in
            let mean = operands[0].values.reduce(0, +) / Double(shape.count)
            return [PlanarArray(Self.scalar) { _, _, _, _ in mean }]
        }
    }

    @Test(arguments: shapes) func minimumPassesTheGradientToTheSmaller(shape: Shape) {
        verify([PlanarArray(random: shape, seed: 1), PlanarArray(random: shape, seed: 2)]) { tape, x, _ in
            [tape.minimum(x[0], x[1])]
        } reference: { operands in
            [PlanarArray(shape) { min(operands[0][$0, $1, $2, $3], operands[1][$0, $1, $2, $3]) }]
        }
    }

    @Test func equalValuesOfAMinimumSendTheGradientToTheFirst() {
        let leaves = (0..<2).map { _ in Variable(Tensor(repeating: 2, shape: Shape(1, 8)), needsGradient: true) }
        let tape = Tape()
        let smaller = tape.minimum(leaves[0], leaves[1])
        tape.backward(from: [(smaller, Tensor(repeating: 3, shape: smaller.shape))])
        #expect(leaves[0].gradient?.planarValues() == [Float](repeating: 3, count: 8))
        #expect(leaves[1].gradient?.planarValues() == [Float](repeating: 0, count: 8))
    }

    @Test func scalarFunctionUsesItsPartialDerivatives() {
        verify([1, 2].map { PlanarArray(random: Self.scalar, seed: $0, offset: 2) }) { tape, x, _ in
            [tape.scalar(x) { ($0[0] * $0[0] / $0[1], [2 * $0[0] / $0[1], -$0[0] * $0[0] / ($0[1] * $0[1])]) }]
        } reference: { operands in
            let (a, b) = (operands[0].values[0], operands[1].values[0])
            return [PlanarArray(Self.scalar) { _, _, _, _ in a * a / b }]
        }
    }

    @Test(arguments: [Shape(2, 16, 3, 5), Shape(1, 3, 2, 2), Shape(1, 64, 17, 17)])
    func gaussianSampleIsReparameterised(shape: Shape) {
        let noise = PlanarArray(random: shape, seed: 3, scale: 2)
        verify([
            PlanarArray(random: shape, seed: 1, scale: 2), PlanarArray(random: shape, seed: 2, scale: 2),
        ]) { tape, x, _ in
            let (action, density) = tape.gaussianSample(mean: x[0], raw: x[1], noise: noise.tensor())
            return [action, density]
        } reference: { operands in
            let logDeviation = operands[1].map { -10 + 6 * (tanh($0) + 1) }
            let action = PlanarArray(shape) {
                operands[0][$0, $1, $2, $3] + exp(logDeviation[$0, $1, $2, $3]) * noise[$0, $1, $2, $3]
            }
            // The density of the Normal itself, at the action.
            let density = PlanarArray(shape) {
                let deviation = exp(logDeviation[$0, $1, $2, $3])
                let z = noise[$0, $1, $2, $3]
                return log(exp(-z * z / 2) / (deviation * (2 * Double.pi).squareRoot()))
            }
            return [action, density]
        }
    }

    @Test func densityAloneReachesTheRawHeadAndLeavesTheMean() throws {
        let shape = Shape(1, 8, 2, 2)
        let mean = Variable(PlanarArray(random: shape, seed: 1).tensor(), needsGradient: true)
        let raw = Variable(PlanarArray(random: shape, seed: 2).tensor(), needsGradient: true)
        let tape = Tape()
        let sample = tape.gaussianSample(mean: mean, raw: raw, noise: PlanarArray(random: shape, seed: 3).tensor())
        tape.backward([(tape.mean(sample.logDensity), 1)])
        #expect(try #require(mean.gradient).planarValues().allSatisfy { $0 == 0 })
        let expected = PlanarArray(raw.value).map { -6 * (1 - tanh($0) * tanh($0)) / Double(shape.count) }
        expectClose(PlanarArray(try #require(raw.gradient)), expected, tolerance: 1e-6)
    }

    @Test func standardDeviationStaysWithinItsBounds() {
        let raw = PlanarArray(random: Shape(1, 8, 5, 5), seed: 1, scale: 30)
        let deviation = PlanarArray(Tape.standardDeviation(raw: raw.tensor()))
        for (found, value) in zip(deviation.values, raw.values) {
            let expected = exp(-10 + 6 * (tanh(value) + 1))
            #expect(abs(found - expected) <= 2e-6 * expected)
            #expect(found >= exp(-10.0) * 0.99999 && found <= exp(2.0) * 1.00001)
        }
    }
}
