import Testing

@testable import Tensors

/// Dense convolution with bias, no padding.
func validConvolution(_ x: PlanarArray, _ weight: PlanarArray, _ bias: PlanarArray, stride: Int) -> PlanarArray {
    let (rows, columns) = (weight.shape.height, weight.shape.width)
    let shape = Shape(
        x.shape.batch, weight.shape.batch, (x.shape.height - rows) / stride + 1,
        (x.shape.width - columns) / stride + 1)
    var result = PlanarArray(shape) { _, o, _, _ in bias.values[o] }
    let (inputs, height, width) = (x.shape.channels, x.shape.height, x.shape.width)
    result.values.withUnsafeMutableBufferPointer { to in
        x.values.withUnsafeBufferPointer { from in
            weight.values.withUnsafeBufferPointer { w in
                for n in 0..<shape.batch {
                    for o in 0..<shape.channels {
                        for i in 0..<inputs {
                            for tap in 0..<rows * columns {
                                let factor = w[(o * inputs + i) * rows * columns + tap]
                                for y in 0..<shape.height {
                                    var source =
                                        ((n * inputs + i) * height + y * stride + tap / columns) * width
                                        + tap % columns
                                    var target = ((n * shape.channels + o) * shape.height + y) * shape.width
                                    for _ in 0..<shape.width {
                                        to[target] += factor * from[source]
                                        source += stride
                                        target += 1
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    return result
}

@Suite struct ConvolutionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var input: Shape
        var outputs: Int
        var kernel: Int
        var stride = 1
        var rectified = false
        var testDescription: String {
            "\(input) to \(outputs), kernel \(kernel), stride \(stride)\(rectified ? ", ReLU" : "")"
        }

        var weight: PlanarArray {
            let fan = Double(input.channels * kernel * kernel)
            return PlanarArray(
                random: Shape(outputs, input.channels, kernel, kernel), seed: 2, scale: 2 / fan.squareRoot())
        }
        var bias: PlanarArray { PlanarArray(random: Shape(1, outputs), seed: 3) }
    }

    @Test(arguments: [
        Case(input: Shape(2, 16, 3, 4), outputs: 64, kernel: 1),
        Case(input: Shape(1, 8, 1, 1), outputs: 16, kernel: 1),
        Case(input: Shape(3, 16, 1, 1), outputs: 32, kernel: 1, rectified: true),
        Case(input: Shape(1, 16, 5, 4), outputs: 64, kernel: 3),
        Case(input: Shape(2, 16, 4, 5), outputs: 16, kernel: 3, rectified: true),
        Case(input: Shape(1, 16, 7, 5), outputs: 32, kernel: 3, stride: 2),
        Case(input: Shape(2, 16, 6, 4), outputs: 16, kernel: 3, stride: 2, rectified: true),
        Case(input: Shape(1, 3, 6, 7), outputs: 16, kernel: 9),
        Case(input: Shape(2, 3, 5, 9), outputs: 16, kernel: 9, rectified: true),
        Case(input: Shape(2, 3, 5, 6), outputs: 64, kernel: 3, rectified: true),
        Case(input: Shape(1, 3, 7, 4), outputs: 16, kernel: 3, stride: 2),
        Case(input: Shape(2, 3, 4, 3), outputs: 3, kernel: 1),
        Case(input: Shape(1, 8, 9, 11), outputs: 8, kernel: 9, stride: 2),
        Case(input: Shape(1, 32, 40, 37), outputs: 8, kernel: 3, rectified: true),
    ])
    func denseConvolutionOnReflectionPadding(_ sample: Case) {
        verify(
            [PlanarArray(random: sample.input, seed: 1)], parameters: [sample.weight, sample.bias],
            coordinates: sample.input.area > 1000 ? 2 : 8
        ) { tape, x, p in
            [
                tape.convolution(
                    x[0], weight: p[0], bias: p[1], stride: sample.stride, rectified: sample.rectified)
            ]
        } reference: { operands in
            let padded = reflectionPadded(operands[0], side: sample.kernel / 2)
            let result = validConvolution(padded, operands[1], operands[2], stride: sample.stride)
            return [sample.rectified ? result.rectified : result]
        }
    }

    @Test(arguments: [1, 2]) func validConvolutionWithAnOblongKernel(stride: Int) {
        verify(
            [PlanarArray(random: Shape(2, 8, 7, 6), seed: 1)],
            parameters: [
                PlanarArray(random: Shape(16, 8, 4, 3), seed: 2, scale: 0.2),
                PlanarArray(random: Shape(1, 16), seed: 3),
            ]
        ) { tape, x, p in
            [tape.validConvolution(x[0], weight: p[0], bias: p[1], stride: stride)]
        } reference: {
            [validConvolution($0[0], $0[1], $0[2], stride: stride)]
        }
    }

    @Test(arguments: [
        Case(input: Shape(1, 16, 6, 7), outputs: 3, kernel: 9),
        Case(input: Shape(2, 16, 9, 5), outputs: 3, kernel: 9),
        Case(input: Shape(2, 8, 3, 2), outputs: 1, kernel: 3),
        Case(input: Shape(1, 32, 5, 8), outputs: 3, kernel: 5),
    ])
    func imageConvolutionIsADenseConvolutionToPlanarChannels(_ sample: Case) {
        verify(
            [PlanarArray(random: sample.input, seed: 1)], parameters: [sample.weight, sample.bias]
        ) { tape, x, p in
            [tape.imageConvolution(x[0], weight: p[0], bias: p[1])]
        } reference: { operands in
            let padded = reflectionPadded(operands[0], side: sample.kernel / 2)
            return [validConvolution(padded, operands[1], operands[2], stride: 1)]
        }
    }

    @Test func changedWeightsAreUsedOnceMarked() {
        let sample = Case(input: Shape(1, 16, 5, 5), outputs: 16, kernel: 3)
        let x = PlanarArray(random: sample.input, seed: 1)
        let weight = Parameter(name: "weight", extents: [16, 16, 3, 3], values: sample.weight.floats)
        let bias = Parameter(name: "bias", extents: [16], values: sample.bias.floats)
        let run = { () -> (PlanarArray, PlanarArray) in
            let tape = Tape()
            let input = Variable(x.tensor(), needsGradient: true)
            let output = tape.convolution(input, weight: weight, bias: bias)
            tape.backward(from: [(output, Tensor(repeating: 1, shape: output.shape))])
            return (PlanarArray(output.value), input.gradient.map(PlanarArray.init) ?? x)
        }
        let (first, firstGradient) = run()
        weight.assign(sample.weight.map { -2 * $0 }.floats)
        bias.assign(sample.bias.map { -2 * $0 }.floats)
        let (second, secondGradient) = run()
        expectClose(second, first.map { -2 * $0 })
        expectClose(secondGradient, firstGradient.map { -2 * $0 })
    }

    @Test func frozenWeightsGetNoGradientButPassItOn() {
        let sample = Case(input: Shape(1, 16, 5, 5), outputs: 16, kernel: 3)
        let weight = Parameter(name: "weight", extents: [16, 16, 3, 3], values: sample.weight.floats)
        let bias = Parameter(name: "bias", extents: [16], values: sample.bias.floats)
        weight.isTrainable = false
        bias.isTrainable = false
        let tape = Tape()
        let input = Variable(PlanarArray(random: sample.input, seed: 1).tensor(), needsGradient: true)
        let output = tape.convolution(input, weight: weight, bias: bias)
        tape.backward(from: [(output, Tensor(repeating: 1, shape: output.shape))])
        #expect(weight.gradient == nil && bias.gradient == nil)
        #expect(input.gradient != nil)
    }
}
