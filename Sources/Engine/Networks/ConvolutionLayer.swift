import Tensors

/// One convolution with bias on reflection padding k/2, dense or grouped, optionally with ReLU.
struct ConvolutionLayer {
    private let weight: Parameter
    private let bias: Parameter
    private let stride: Int
    private let rectified: Bool
    private let isGrouped: Bool

    /// The layer whose parameters are `name`.conv_layer.weight and .bias.
    init(_ parameters: ParameterSet, _ name: String, stride: Int = 1, grouped: Bool = false, rectified: Bool = false) {
        weight = parameters["\(name).conv_layer.weight"]
        bias = parameters["\(name).conv_layer.bias"]
        self.stride = stride
        self.rectified = rectified
        isGrouped = grouped
    }

    /// N×I×H×W → N×O×⌈H/stride⌉×⌈W/stride⌉.
    func callAsFunction(_ x: Variable, on tape: Tape) -> Variable {
        if isGrouped {
            return tape.groupedConvolution(x, weight: weight, bias: bias, stride: stride, rectified: rectified)
        }
        if weight.extents[0] % Tensor.nativeBlock != 0 {
            return tape.imageConvolution(x, weight: weight, bias: bias)
        }
        return tape.convolution(x, weight: weight, bias: bias, stride: stride, rectified: rectified)
    }
}

/// x + conv(ReLU(conv(x))), both convolutions k3.
struct ResidualBlock {
    private let first: ConvolutionLayer
    private let second: ConvolutionLayer

    init(_ parameters: ParameterSet, _ name: String) {
        first = ConvolutionLayer(parameters, "\(name).conv1", rectified: true)
        second = ConvolutionLayer(parameters, "\(name).conv2")
    }

    func callAsFunction(_ x: Variable, on tape: Tape) -> Variable {
        tape.sum(x, second(first(x, on: tape), on: tape))
    }
}
