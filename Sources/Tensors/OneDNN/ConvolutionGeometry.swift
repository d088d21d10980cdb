import COneDNN

/// What fixes a dense convolution's machine code: extents, stride, zero padding and whether ReLU is fused.
struct ConvolutionGeometry: Hashable {
    var input: Shape
    var inputBlock: Int
    var outputChannels: Int
    var kernelHeight: Int
    var kernelWidth: Int
    var stride = 1
    var rectified = false
    /// Rows of zeros above and below.
    var zeroRows = 0
    /// What is multiplied; results are float32.
    var precision = Precision.float32

    /// H′ = (H + 2·zeroRows − k)/stride + 1, W′ = (W − k)/stride + 1.
    var output: Shape {
        Shape(
            input.batch, outputChannels, (input.height + 2 * zeroRows - kernelHeight) / stride + 1,
            (input.width - kernelWidth) / stride + 1)
    }

    var outputBlock: Int { Tensor.layout(forChannels: outputChannels) }

    var weightExtents: [Int] { [outputChannels, input.channels, kernelHeight, kernelWidth] }

    /// Multiplications and additions, counted apart.
    var operations: Double {
        2 * Double(output.count) * Double(input.channels * kernelHeight * kernelWidth)
    }
}
