import CKernels

extension Tape {
    /// Dense convolution with bias on reflection padding of k/2, optionally ReLU.
    ///
    /// x: N×I×H×W; weight: O×I×k×k; bias: O. Result: N×O×⌈H/stride⌉×⌈W/stride⌉.
    public func convolution(
        _ x: Variable, weight: Parameter, bias: Parameter, stride: Int = 1, rectified: Bool = false
    ) -> Variable {
        let side = weight.extents[2] / 2
        let padded = side == 0 ? x : reflectionPadding(x, side: side)
        return validConvolution(padded, weight: weight, bias: bias, stride: stride, rectified: rectified)
    }

    /// Dense convolution with bias, no padding, optionally ReLU.
    ///
    /// x: N×I×H×W; weight: O×I×kH×kW; bias: O. Result: N×O×((H − kH)/stride + 1)×((W − kW)/stride + 1).
    public func validConvolution(
        _ x: Variable, weight: Parameter, bias: Parameter, stride: Int = 1, rectified: Bool = false
    ) -> Variable {
        precondition(
            weight.extents.count == 4 && weight.extents[1] == x.shape.channels,
            "\(weight.name) \(weight.extents) does not fit an input of \(x.shape)")
        let geometry = ConvolutionGeometry(
            input: x.shape, inputBlock: x.value.block, outputChannels: weight.extents[0],
            kernelHeight: weight.extents[2], kernelWidth: weight.extents[3], stride: stride, rectified: rectified)
        let convolution = DenseConvolution.with(geometry)
        let output = Tensor(uninitialized: geometry.output)
        convolution.forward(
            input: x.value.values,
            weights: weight.preparation(for: .forward(geometry)) {
                convolution.prepareForward(weights: weight.values)
            }, bias: bias.values, output: output.values)
        Operations.count(geometry.operations)

        return result(output, from: [x], parameters: [weight, bias]) { received in
            var dOutput = received
            if rectified {
                dOutput = output.uninitializedLike()
                ms_rectify_backward(dOutput.values, received.values, output.values, output.count)
            }
            if x.needsGradient {
                let dx = x.value.uninitializedLike()
                if x.value.block == 1 && stride == 1 {
                    Self.imageGradient(dOutput, weight: weight, into: dx)
                } else {
                    convolution.backwardData(
                        dOutput: dOutput.values,
                        weights: weight.preparation(for: .backward(geometry)) {
                            convolution.prepareBackwardData(weights: weight.values)
                        }, dInput: dx.values)
                }
                Operations.count(geometry.operations)
                x.accumulate(dx)
            }
            if weight.isTrainable {
                let dWeights = Tensor(uninitialized: Shape(1, weight.count), block: 1)
                let dBias = Tensor(uninitialized: Shape(1, bias.count), block: 1)
                convolution.backwardWeights(
                    input: x.value.values, dOutput: dOutput.values, dWeights: dWeights.values, dBias: dBias.values)
                Operations.count(geometry.operations)
                weight.accumulate(dWeights)
                bias.accumulate(dBias)
            }
        }
    }
}
