import CKernels

/// Values of the maps that `imageConvolution` works on at a time, 16 MiB of them.
private let mapBandCount = 4 << 20

extension Tape {
    /// Convolution to a few planar channels (an image) on reflection padding k/2, no ReLU.
    ///
    /// x: N×I×H×W; weight: O×I×k×k with small O; bias: O. Result: N×O×H×W, planar.
    /// Three output channels would leave most vector lanes idle, so the k columns of the kernel become channels: a k×1
    /// convolution to O·k maps, then a sum of the maps, each shifted by its column. Same products, other order.
    package func imageConvolution(_ x: Variable, weight: Parameter, bias: Parameter) -> Variable {
        let outputs = weight.extents[0]
        let kernel = weight.extents[3]
        let native = Tensor.nativeBlock
        let mapped = (outputs * kernel + native - 1) / native * native
        let columns = weight.preparation(for: .columns) { Self.columnWeights(weight, mapped: mapped) }
        let shape = x.shape
        let output = Tensor(uninitialized: Shape(shape.batch, outputs, shape.height, shape.width), block: 1)
        // The maps have nine times as many values as the image: in bands they stay in the cache.
        let rowCount = shape.batch * mapped * (shape.width + kernel - 1)
        let rows = min(shape.height, max(kernel, mapBandCount / rowCount))
        for first in stride(from: 0, to: shape.height, by: rows) {
            let count = min(rows, shape.height - first)
            let padded = ConvolutionOperand(
                x.value, padding: kernel / 2, first: first, rows: count + kernel - 1, precision: precision)
            Self.imageRows(
                padded, weight: weight, bias: bias, precision: precision, into: output, first: first, rows: count)
        }
        let precision = precision
        let operations = 2 * Double(output.count * weight.count / outputs)
        Operations.count(operations)

        return result(output, from: [x], parameters: [weight, bias]) { dOutput in
            let geometry = ConvolutionGeometry(
                input: Shape(
                    shape.batch, shape.channels, shape.height + kernel - 1, shape.width + kernel - 1),
                inputBlock: x.value.block, outputChannels: mapped, kernelHeight: kernel, kernelWidth: 1,
                precision: precision)
            let convolution = DenseConvolution.with(geometry)
            let dMaps = Tensor(uninitialized: geometry.output)
            ms_shifted_spread(
                dMaps.values, dOutput.values, Int32(shape.batch), Int32(outputs), Int32(mapped),
                Int32(shape.height), Int32(shape.width), Int32(kernel), Int32(native))
            let gradient = ConvolutionOperand(dMaps, precision: precision)
            if x.needsGradient {
                let dPadded = Tensor(uninitialized: geometry.input, block: geometry.inputBlock)
                convolution.backwardData(
                    dOutput: gradient.values,
                    weights: weight.preparation(for: .backward(geometry)) {
                        convolution.prepareBackwardData(weights: columns.values)
                    }, dInput: dPadded.values)
                Operations.count(operations)
                let dx = x.value.uninitializedLike()
                Self.fold(dPadded, into: dx, side: kernel / 2)
                x.accumulate(dx)
            }
            if weight.isTrainable {
                let padded = ConvolutionOperand(x.value, padding: kernel / 2, precision: precision)
                let dColumns = Tensor(
                    uninitialized: Shape(1, mapped * weight.extents[1] * kernel), block: 1)
                let unused = Tensor(uninitialized: Shape(1, mapped), block: 1)
                convolution.backwardWeights(
                    input: padded.values, dOutput: gradient.values, dWeights: dColumns.values,
                    dBias: unused.values)
                Operations.count(operations)
                weight.accumulate(Self.fromColumns(dColumns, like: weight))
                bias.accumulate(Self.planarChannelSums(dOutput))
            }
        }
    }

    /// Rows first …< first + rows of the output, from those rows of the padded input that they need.
    static func imageRows(
        _ padded: ConvolutionOperand, weight: Parameter, bias: Parameter, precision: Precision, into output: Tensor,
        first: Int, rows: Int
    ) {
        let (outputs, kernel, native) = (weight.extents[0], weight.extents[3], Tensor.nativeBlock)
        let mapped = (outputs * kernel + native - 1) / native * native
        let columns = weight.preparation(for: .columns) { Self.columnWeights(weight, mapped: mapped) }
        let shape = output.shape
        let geometry = ConvolutionGeometry(
            input: padded.shape, inputBlock: padded.block, outputChannels: mapped, kernelHeight: kernel,
            kernelWidth: 1, precision: precision)
        let noBias = Tensor(repeating: 0, shape: Shape(1, mapped))
        let maps = DenseConvolution.forward(
            padded, geometry, weight: weight, values: columns.values, bias: noBias.values)
        ms_shifted_sum(
            output.values + first * shape.width, maps.values, bias.values, Int32(shape.batch), Int32(outputs),
            Int32(mapped), Int32(rows), Int32(shape.height), Int32(shape.width), Int32(kernel), Int32(maps.block))
    }

    /// Pairs of an index into O×I×k×k and one into (O·k)×I×k×1.
    private static func forEachColumn(_ weight: Parameter, _ body: (_ plain: Int, _ column: Int) -> Void) {
        let (outputs, inputs, kernel) = (weight.extents[0], weight.extents[1], weight.extents[3])
        for o in 0..<outputs {
            for i in 0..<inputs {
                for row in 0..<kernel {
                    for column in 0..<kernel {
                        body(
                            ((o * inputs + i) * kernel + row) * kernel + column,
                            ((o * kernel + column) * inputs + i) * kernel + row)
                    }
                }
            }
        }
    }

    static func columnWeights(_ weight: Parameter, mapped: Int) -> PreparedWeights {
        let count = mapped * weight.extents[1] * weight.extents[2]
        let columns = PreparedWeights(bytes: count * MemoryLayout<Float>.stride)
        columns.values.update(repeating: 0, count: count)
        forEachColumn(weight) { columns.values[$1] = weight.values[$0] }
        return columns
    }

    private static func fromColumns(_ columns: Tensor, like weight: Parameter) -> Tensor {
        let plain = Tensor(uninitialized: Shape(1, weight.count), block: 1)
        forEachColumn(weight) { plain.values[$0] = columns.values[$1] }
        return plain
    }

    private static func planarChannelSums(_ x: Tensor) -> Tensor {
        let total = Tensor(repeating: 0, shape: Shape(1, x.shape.channels))
        for plane in 0..<x.shape.batch * x.shape.channels {
            total.values[plane % x.shape.channels] += Float(
                ms_sum(x.values + plane * x.shape.area, x.shape.area))
        }
        return total
    }
}
