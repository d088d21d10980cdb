import CKernels

extension Tape {
    /// The data gradient of a valid convolution (stride 1) whose input is planar, an image.
    ///
    /// dInput[i][y + r][x + c] sums dOutput[o][y][x]·weight[o][i][r][c]. oneDNN has only a reference loop for so few
    /// channels, so the columns c become channels, as in `imageConvolution`: a k×1 convolution with the rows turned over
    /// on k − 1 rows of zeros, then the sum of the maps, each shifted by its column.
    static func imageGradient(
        _ dOutput: ConvolutionOperand, weight: Parameter, into dInput: Tensor, precision: Precision
    ) {
        let (outputs, inputs, rows, columns) = (
            weight.extents[0], weight.extents[1], weight.extents[2], weight.extents[3]
        )
        let native = Tensor.nativeBlock
        let mapped = (inputs * columns + native - 1) / native * native
        let geometry = ConvolutionGeometry(
            input: dOutput.shape, inputBlock: dOutput.block, outputChannels: mapped, kernelHeight: rows, kernelWidth: 1,
            zeroRows: rows - 1, precision: precision)
        let turned = weight.preparation(for: .transposedColumns) {
            let count = mapped * outputs * rows
            let turned = PreparedWeights(bytes: count * MemoryLayout<Float>.stride)
            turned.values.update(repeating: 0, count: count)
            for o in 0..<outputs {
                for i in 0..<inputs {
                    for r in 0..<rows {
                        for c in 0..<columns {
                            turned.values[((i * columns + c) * outputs + o) * rows + rows - 1 - r] =
                                weight.values[((o * inputs + i) * rows + r) * columns + c]
                        }
                    }
                }
            }
            return turned
        }
        let convolution = DenseConvolution.with(geometry)
        let maps = Tensor(uninitialized: geometry.output)
        let noBias = Tensor(repeating: 0, shape: Shape(1, mapped))
        convolution.forward(
            input: dOutput.values,
            weights: weight.preparation(for: .backward(geometry)) {
                convolution.prepareForward(weights: turned.values)
            }, bias: noBias.values, output: maps.values)
        precondition(
            dInput.shape.height == geometry.output.height && dInput.shape.width == dOutput.shape.width + columns - 1)
        ms_shifted_full_sum(
            dInput.values, maps.values, Int32(dInput.shape.batch), Int32(inputs), Int32(mapped),
            Int32(dInput.shape.height), Int32(dOutput.shape.width), Int32(columns), Int32(native))
    }
}
