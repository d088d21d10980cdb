import CKernels

/// `Tape.convolution`: dense, with bias, on reflection padding of k/2.
package final class ConvolutionRows: RowStage {
    private let weight: Parameter
    private let bias: Parameter
    private let stride: Int
    private let isRectified: Bool
    private let precision: Precision
    private let isTransformed: Bool
    private var window: RowWindow?

    /// - Parameter precision: what is multiplied.
    package init(
        weight: Parameter, bias: Parameter, stride: Int = 1, rectified: Bool = false, precision: Precision = .float32
    ) {
        (self.weight, self.bias, self.stride, self.precision) = (weight, bias, stride, precision)
        isRectified = rectified
        isTransformed = precision == .float32 && WinogradConvolution.suits(weight, stride: stride)
        let kernel = weight.extents[2]
        window =
            kernel == 1
            ? nil
            : RowWindow(
                kernel: kernel, stride: stride, padding: isTransformed || precision != .float32 ? 0 : kernel / 2)
    }

    package func push(_ rows: Tensor?, isLast: Bool) -> Tensor? {
        let ready = window == nil ? rows : window?.push(rows, isLast: isLast)
        guard let ready else { return nil }
        if isTransformed {
            let convolution = WinogradConvolution(
                ready.shape, outputs: weight.extents[0], border: .band, rectified: isRectified)
            Operations.count(2 * Double(convolution.output.count * weight.count / weight.extents[0]))
            return convolution(
                ready, weights: WinogradConvolution.prepare(weight, transposed: false), bias: bias.values)
        }
        // Rounding to bfloat16 copies anyway.
        let side = precision == .float32 ? 0 : weight.extents[2] / 2
        let operand =
            side == 0
            ? ConvolutionOperand(ready, precision: precision)
            : ConvolutionOperand(ready, padding: side, first: side, rows: ready.shape.height, precision: precision)
        let geometry = ConvolutionGeometry(
            input: operand.shape, inputBlock: operand.block, outputChannels: weight.extents[0],
            kernelHeight: weight.extents[2], kernelWidth: weight.extents[3], stride: stride, rectified: isRectified,
            precision: precision)
        Operations.count(geometry.operations)
        return DenseConvolution.forward(operand, geometry, weight: weight, bias: bias.values)
    }
}

/// `Tape.groupedConvolution`: 3×3, with bias, on reflection padding of 1.
package final class GroupedConvolutionRows: RowStage {
    private let weight: Parameter
    private let bias: Parameter
    private let stride: Int
    private let isRectified: Bool
    private var window: RowWindow

    package init(weight: Parameter, bias: Parameter, stride: Int = 1, rectified: Bool = false) {
        (self.weight, self.bias, self.stride, isRectified) = (weight, bias, stride, rectified)
        window = RowWindow(kernel: 3, stride: stride)
    }

    package func push(_ rows: Tensor?, isLast: Bool) -> Tensor? {
        guard let ready = window.push(rows, isLast: isLast) else { return nil }
        let shape = ready.shape
        let outputs = weight.extents[0]
        let fan = ChannelFan(weight, inputs: shape.channels)
        var geometry = ms_grouped(
            batch: 1, channels_in: Int32(shape.channels), height: Int32(shape.height), width: Int32(shape.width),
            stride: Int32(stride), fan: fan.rawValue, block: ready.laneCount, rectify: isRectified ? 1 : 0, is_band: 1)
        let output = Tensor(
            uninitialized: Shape(1, outputs, (shape.height - 3) / stride + 1, (shape.width - 1) / stride + 1),
            block: ready.block)
        let packed = weight.preparation(for: .packed(block: ready.block)) { Tape.pack(weight, block: ready.block) }
        ms_grouped_forward(&geometry, output.values, ready.values, packed.values, bias.values)
        Operations.count(18 * Double(fan == .twoIn ? 2 * output.count : output.count))
        return output
    }
}

/// `Tape.imageConvolution`: to planar rows of an image.
package final class ImageConvolutionRows: RowStage {
    private let weight: Parameter
    private let bias: Parameter
    private let precision: Precision
    private var window: RowWindow

    package init(weight: Parameter, bias: Parameter, precision: Precision = .float32) {
        (self.weight, self.bias, self.precision) = (weight, bias, precision)
        window = RowWindow(
            kernel: weight.extents[2], padding: precision == .float32 ? weight.extents[2] / 2 : 0)
    }

    package func push(_ rows: Tensor?, isLast: Bool) -> Tensor? {
        guard let ready = window.push(rows, isLast: isLast) else { return nil }
        let (outputs, kernel) = (weight.extents[0], weight.extents[3])
        let count = ready.shape.height - kernel + 1
        let isPadded = precision == .float32
        let output = Tensor(
            uninitialized: Shape(1, outputs, count, ready.shape.width - (isPadded ? kernel - 1 : 0)), block: 1)
        let operand =
            isPadded
            ? ConvolutionOperand(ready, precision: precision)
            : ConvolutionOperand(
                ready, padding: kernel / 2, first: kernel / 2, rows: ready.shape.height, precision: precision)
        Tape.imageRows(operand, weight: weight, bias: bias, precision: precision, into: output, first: 0, rows: count)
        Operations.count(2 * Double(output.count * weight.count / outputs))
        return output
    }
}

/// `Tape.upsampled`: bilinear ×2 with half-pixel centres.
package final class UpsampledRows: RowStage {
    private var window = RowWindow(kernel: 3, border: .repeated)

    package init() {}

    package func push(_ rows: Tensor?, isLast: Bool) -> Tensor? {
        guard let ready = window.push(rows, isLast: isLast) else { return nil }
        let shape = ready.shape
        let count = 2 * (shape.height - 2)
        let output = Tensor(uninitialized: Shape(1, shape.channels, count, 2 * shape.width), block: ready.block)
        ms_upsample(
            output.values, ready.values, ready.planes, Int32(shape.height), Int32(shape.width), 2, Int32(count),
            ready.laneCount)
        return output
    }
}
