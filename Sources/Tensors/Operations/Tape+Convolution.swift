import CKernels

extension Tape {
    /// Dense convolution with bias on reflection padding of k/2, optionally ReLU.
    ///
    /// x: N×I×H×W; weight: O×I×k×k; bias: O. Result: N×O×⌈H/stride⌉×⌈W/stride⌉.
    package func convolution(
        _ x: Variable, weight: Parameter, bias: Parameter, stride: Int = 1, rectified: Bool = false
    ) -> Variable {
        convolution(
            x, padding: weight.extents[2] / 2, weight: weight, bias: bias, stride: stride, rectified: rectified)
    }

    /// Dense convolution with bias, no padding, optionally ReLU.
    ///
    /// x: N×I×H×W; weight: O×I×kH×kW; bias: O. Result: N×O×((H − kH)/stride + 1)×((W − kW)/stride + 1).
    package func validConvolution(
        _ x: Variable, weight: Parameter, bias: Parameter, stride: Int = 1, rectified: Bool = false
    ) -> Variable {
        convolution(x, padding: 0, weight: weight, bias: bias, stride: stride, rectified: rectified)
    }

    private func convolution(
        _ x: Variable, padding side: Int, weight: Parameter, bias: Parameter, stride: Int, rectified: Bool
    ) -> Variable {
        precondition(
            weight.extents.count == 4 && weight.extents[1] == x.shape.channels,
            "\(weight.name) \(weight.extents) does not fit an input of \(x.shape)")
        let precision = precision
        let isTransformed =
            allowsWinograd && side == 1 && precision == .float32 && WinogradConvolution.suits(weight, stride: stride)
            && x.shape.height > 1 && x.shape.width > 1
        let padded = isTransformed ? nil : ConvolutionOperand(x.value, padding: side, precision: precision)
        let geometry = ConvolutionGeometry(
            input: padded?.shape
                ?? Shape(x.shape.batch, x.shape.channels, x.shape.height + 2 * side, x.shape.width + 2 * side),
            inputBlock: x.value.block, outputChannels: weight.extents[0], kernelHeight: weight.extents[2],
            kernelWidth: weight.extents[3], stride: stride, rectified: rectified, precision: precision)
        let output: Tensor
        if let padded {
            output = DenseConvolution.forward(padded, geometry, weight: weight, bias: bias.values)
        } else {
            let convolution = WinogradConvolution(
                x.shape, outputs: weight.extents[0], border: .reflected, rectified: rectified)
            output = convolution(
                x.value, weights: WinogradConvolution.prepare(weight, transposed: false), bias: bias.values)
        }
        Operations.count(geometry.operations)

        // Only the weight gradient reads the padded input again; where nothing is to be learned, its memory is free at once.
        let kept = isRecording && weight.isTrainable ? (x.value, padded) : nil
        return result(output, rectified: rectified, from: [x], parameters: [weight, bias]) { gradient in
            let dOutput = ConvolutionOperand(gradient, precision: geometry.precision)
            if x.needsGradient {
                let dPadded: Tensor
                if isTransformed {
                    let convolution = WinogradConvolution(
                        gradient.shape, outputs: geometry.input.channels, border: .zeros)
                    dPadded = convolution(gradient, weights: WinogradConvolution.prepare(weight, transposed: true))
                } else if geometry.inputBlock == 1 && stride == 1 {
                    dPadded = Tensor(uninitialized: geometry.input, block: geometry.inputBlock)
                    Self.imageGradient(dOutput, weight: weight, into: dPadded, precision: geometry.precision)
                } else {
                    dPadded = Tensor(uninitialized: geometry.input, block: geometry.inputBlock)
                    let convolution = DenseConvolution.with(geometry)
                    convolution.backwardData(
                        dOutput: dOutput.values,
                        weights: weight.preparation(for: .backward(geometry)) {
                            convolution.prepareBackwardData(weights: weight.values)
                        }, dInput: dPadded.values)
                }
                Operations.count(geometry.operations)
                if side == 0 {
                    x.accumulate(dPadded)
                } else {
                    let dx = x.value.uninitializedLike()
                    Self.fold(dPadded, into: dx, side: side)
                    x.accumulate(dx)
                }
            }
            if let (input, padded) = kept {
                let operand = padded ?? ConvolutionOperand(input, padding: side, precision: precision)
                let dWeights = Tensor(uninitialized: Shape(1, weight.count), block: 1)
                let dBias = Tensor(uninitialized: Shape(1, bias.count), block: 1)
                DenseConvolution.with(geometry).backwardWeights(
                    input: operand.values, dOutput: dOutput.values, dWeights: dWeights.values, dBias: dBias.values)
                Operations.count(geometry.operations)
                weight.accumulate(dWeights)
                bias.accumulate(dBias)
            }
        }
    }
}
