import Testing

@testable import Tensors

/// Grouped 3×3 convolution with reflection padding 1; the weight is O×(I/groups)×3×3 as in PyTorch.
func groupedConvolution(_ x: PlanarArray, _ weight: PlanarArray, _ bias: PlanarArray, stride: Int) -> PlanarArray {
    let shape = x.shape
    let (outputs, perGroup) = (weight.shape.batch, weight.shape.channels)
    let outputsPerGroup = outputs / (shape.channels / perGroup)
    return PlanarArray(
        Shape(shape.batch, outputs, (shape.height - 1) / stride + 1, (shape.width - 1) / stride + 1)
    ) { n, o, y, x0 in
        var sum = bias.values[o]
        for i in 0..<perGroup {
            for row in 0..<3 {
                for column in 0..<3 {
                    sum +=
                        weight[o, i, row, column]
                        * x[
                            n, o / outputsPerGroup * perGroup + i, mirrored(y * stride + row - 1, shape.height),
                            mirrored(x0 * stride + column - 1, shape.width)]
                }
            }
        }
        return sum
    }
}

@Suite struct GroupedConvolutionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var input: Shape
        var fan: ChannelFan
        var stride = 1
        var rectified = false
        var testDescription: String { "\(input), fan \(fan), stride \(stride)\(rectified ? ", ReLU" : "")" }

        var outputs: Int {
            switch fan {
            case .one: input.channels
            case .twoOut: 2 * input.channels
            case .twoIn: input.channels / 2
            }
        }
    }

    static let cases = [ChannelFan.one, .twoOut, .twoIn].flatMap { fan in
        // Both sides whole blocks, of 8 or of 16.
        let channels = fan == .twoIn ? 32 : 16
        return [
            Case(input: Shape(1, channels, 2, 2), fan: fan),
            Case(input: Shape(1, channels, 2, 2), fan: fan, stride: 2),
            Case(input: Shape(2, channels, 3, 2), fan: fan, stride: 2, rectified: true),
            Case(input: Shape(2, 2 * channels, 5, 3), fan: fan),
            Case(input: Shape(1, 2 * channels, 3, 7), fan: fan, stride: 2),
            Case(input: Shape(2, channels, 4, 6), fan: fan, rectified: true),
            Case(input: Shape(1, channels, 6, 4), fan: fan, stride: 2, rectified: true),
        ]
    }

    @Test(arguments: cases) func groupedConvolutionOnReflectionPadding(_ sample: Case) {
        verify(
            [PlanarArray(random: sample.input, seed: 1)],
            parameters: [
                PlanarArray(random: Shape(sample.outputs, sample.fan == .twoIn ? 2 : 1, 3, 3), seed: 2, scale: 0.6),
                PlanarArray(random: Shape(1, sample.outputs), seed: 3),
            ]
        ) { tape, x, p in
            [
                tape.groupedConvolution(
                    x[0], weight: p[0], bias: p[1], stride: sample.stride, rectified: sample.rectified)
            ]
        } reference: { operands in
            let result = groupedConvolution(operands[0], operands[1], operands[2], stride: sample.stride)
            return [sample.rectified ? result.rectified : result]
        }
    }
}
