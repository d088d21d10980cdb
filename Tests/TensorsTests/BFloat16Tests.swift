import Testing

@testable import Tensors

/// Convolutions on operands rounded to bfloat16.
@Suite(.enabled(if: Precision.bfloat16.isSupported, "this processor does not compute in bf16"))
struct BFloat16Tests {
    /// To the nearest value of bfloat16, ties to even.
    private static func rounded(_ value: Double) -> Double {
        let bits = Float(value).bitPattern
        return Double(Float(bitPattern: (bits + 0x7fff + (bits >> 16 & 1)) & 0xffff_0000))
    }

    private struct Outcome {
        var value: PlanarArray
        var gradients: [PlanarArray]
    }

    private func run(
        _ x: PlanarArray, _ weight: PlanarArray, _ bias: PlanarArray, dOutput seed: Int, _ precision: Precision,
        _ operation: (Tape, Variable, Parameter, Parameter) -> Variable
    ) -> Outcome {
        let shape = weight.shape
        let w = Parameter(
            name: "weight", extents: [shape.batch, shape.channels, shape.height, shape.width], values: weight.floats)
        let b = Parameter(name: "bias", extents: [bias.shape.channels], values: bias.floats)
        let input = Variable(x.tensor(), needsGradient: true)
        let tape = Tape(precision: precision)
        let output = operation(tape, input, w, b)
        let gradient = PlanarArray(random: output.shape, seed: seed).map(Self.rounded)
        tape.backward(from: [(output, gradient.tensor(block: output.value.block))])
        return Outcome(
            value: PlanarArray(output.value),
            gradients: [input.gradient!, w.gradient!, b.gradient!].map { PlanarArray($0) })
    }

    private func compare(
        input: Shape, weights: Shape, tolerance: Double = 2e-6,
        _ operation: (Tape, Variable, Parameter, Parameter) -> Variable
    ) {
        let x = PlanarArray(random: input, seed: 1).map(Self.rounded)
        let weight = PlanarArray(random: weights, seed: 2, scale: 0.3).map(Self.rounded)
        let bias = PlanarArray(random: Shape(1, weights.batch), seed: 3)
        let exact = run(x, weight, bias, dOutput: 4, .float32, operation)
        let found = run(x, weight, bias, dOutput: 4, .bfloat16, operation)
        expectClose(found.value, exact.value, tolerance: tolerance)
        for (name, pair) in zip(["dx", "dWeight", "dBias"], zip(found.gradients, exact.gradients)) {
            expectClose(pair.0, pair.1, tolerance: tolerance, name)
        }
    }

    /// Operands that bfloat16 holds exactly give what float32 gives, values and all gradients, but for the order of sums.
    @Test(arguments: [
        (Shape(2, 16, 7, 5), Shape(32, 16, 3, 3), true), (Shape(1, 64, 9, 8), Shape(64, 64, 3, 3), false),
        (Shape(2, 32, 4, 5), Shape(16, 32, 1, 1), true), (Shape(2, 3, 11, 9), Shape(16, 3, 9, 9), true),
        (Shape(1, 3, 6, 7), Shape(64, 3, 3, 3), true),
    ]) func representableOperandsGiveTheSameAsFloat32(_ sample: (input: Shape, weights: Shape, rectified: Bool)) {
        compare(input: sample.input, weights: sample.weights) { tape, x, weight, bias in
            tape.convolution(x, weight: weight, bias: bias, rectified: sample.rectified)
        }
    }

    @Test func convolutionsToAnImageTooAreTheSame() {
        compare(input: Shape(2, 16, 11, 9), weights: Shape(3, 16, 9, 9)) { tape, x, weight, bias in
            tape.imageConvolution(x, weight: weight, bias: bias)
        }
    }

    @Test func otherOperandsAreRounded() {
        let x = PlanarArray(random: Shape(1, 16, 12, 12), seed: 1)
        let weight = PlanarArray(random: Shape(16, 16, 3, 3), seed: 2, scale: 0.3)
        let bias = PlanarArray(random: Shape(1, 16), seed: 3)
        let operation = { (tape: Tape, x: Variable, w: Parameter, b: Parameter) in
            tape.convolution(x, weight: w, bias: b)
        }
        let found = run(x, weight, bias, dOutput: 4, .bfloat16, operation).value
        let own = run(x.map(Self.rounded), weight.map(Self.rounded), bias, dOutput: 4, .float32, operation).value
        let exact = run(x, weight, bias, dOutput: 4, .float32, operation).value
        expectClose(found, own, tolerance: 2e-6)
        let largest = zip(found.values, exact.values).map { abs($0 - $1) }.max() ?? 0
        #expect(largest > 1e-4 && largest < 0.05, "\(largest)")
    }

    @Test func theFasterPrecisionIsOneThatTheProcessorHas() {
        #expect(Precision.fastest.isSupported && Precision.fastest.isNative)
        #expect(Precision.float32.isSupported && Precision.float32.isNative)
    }
}
