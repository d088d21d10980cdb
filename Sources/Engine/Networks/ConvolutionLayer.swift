import Tensors

/// One convolution with bias on reflection padding k/2, perhaps followed by ReLU. A network declares each of its layers once;
/// the names and shapes of its tensors, their initial values, the layer's cost and how it is run all follow from that.
package struct ConvolutionLayer: Sendable {
    /// Which channels a layer joins.
    enum Kind: Sendable, Equatable {
        /// Every output sees every input.
        case dense
        /// Only channels of one group, of so many, see each other; k3.
        case grouped(Int)
        /// Dense, to the planes of an image; stride 1 and no ReLU.
        case image
    }

    /// What the layer's result measures beside the image.
    enum Extent: Sendable {
        case whole, half, quarter
        /// One pixel, of statistics.
        case vector
    }

    /// How the He-normal start departs from its usual weights and from biases of 0.
    struct Start: Sendable, Equatable {
        /// What the weights are multiplied by.
        var gain: Float = 1
        /// All biases.
        var bias: Float = 0
    }

    /// As in the released checkpoints, for example `encoder.enc1_1.0`.
    let name: String
    let kind: Kind
    /// Channels in and out.
    let inputs: Int, outputs: Int
    /// k, pixels.
    let kernel: Int
    let stride: Int
    let isRectified: Bool
    let extent: Extent
    let start: Start

    init(
        _ name: String, _ kind: Kind, _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1,
        rectified: Bool = false, extent: Extent, start: Start = Start()
    ) {
        precondition(kind != .image || (stride == 1 && !rectified), "\(name) leads to an image")
        self.name = name
        self.kind = kind
        self.inputs = inputs
        self.outputs = outputs
        self.kernel = kernel
        self.stride = stride
        isRectified = rectified
        self.extent = extent
        self.start = start
    }

    /// 1 for dense layers.
    var groups: Int {
        if case .grouped(let count) = kind { count } else { 1 }
    }

    /// O×I/groups×k×k.
    var weight: ParameterDeclaration {
        ParameterDeclaration(name: name + ".conv_layer.weight", extents: [outputs, inputs / groups, kernel, kernel])
    }

    /// O.
    var bias: ParameterDeclaration { ParameterDeclaration(name: name + ".conv_layer.bias", extents: [outputs]) }

    /// Values that each output is made of.
    var fanIn: Int { inputs / groups * kernel * kernel }

    /// The result's extent for an image of `width` × `height` pixels, multiples of 4.
    func extent(width: Int, height: Int) -> (width: Int, height: Int) {
        switch extent {
        case .whole: (width, height)
        case .half: (width / 2, height / 2)
        case .quarter: (width / 4, height / 4)
        case .vector: (1, 1)
        }
    }

    /// The same layer with ReLU or without it.
    func rectified(_ isRectified: Bool) -> ConvolutionLayer {
        ConvolutionLayer(
            name, kind, inputs, outputs, kernel: kernel, stride: stride, rectified: isRectified, extent: extent,
            start: start)
    }

    /// Runs it with its weights among those of the network: N×I×H×W → N×O×⌈H/stride⌉×⌈W/stride⌉.
    func callAsFunction(_ x: Variable, _ parameters: ParameterSet, on tape: Tape) -> Variable {
        let (weight, bias) = parameters[self]
        return switch kind {
        case .dense: tape.convolution(x, weight: weight, bias: bias, stride: stride, rectified: isRectified)
        case .grouped: tape.groupedConvolution(x, weight: weight, bias: bias, stride: stride, rectified: isRectified)
        case .image: tape.imageConvolution(x, weight: weight, bias: bias)
        }
    }
}

extension ConvolutionLayer {
    /// The same on rows that come one after the other; kernels of grouped layers are 3×3 and multiply in float32.
    func rows(_ parameters: ParameterSet, _ precision: Precision) -> any RowStage {
        let (weight, bias) = parameters[self]
        return switch kind {
        case .dense:
            ConvolutionRows(weight: weight, bias: bias, stride: stride, rectified: isRectified, precision: precision)
        case .grouped: GroupedConvolutionRows(weight: weight, bias: bias, stride: stride, rectified: isRectified)
        case .image: ImageConvolutionRows(weight: weight, bias: bias, precision: precision)
        }
    }
}

extension [ConvolutionLayer] {
    /// Runs the layers, each on what the last one made.
    func callAsFunction(_ x: Variable, _ parameters: ParameterSet, on tape: Tape) -> Variable {
        reduce(x) { $1($0, parameters, on: tape) }
    }

    /// The same on rows.
    func rows(_ parameters: ParameterSet, _ precision: Precision) -> any RowStage {
        RowChain(map { $0.rows(parameters, precision) })
    }
}

/// Two convolutions k3 of 64 channels at a quarter of the image's extent, on a way around which their input is added.
struct ResidualLayers: Sendable {
    let first: ConvolutionLayer
    let second: ConvolutionLayer

    /// The block whose layers are `name`.conv1, with ReLU where `rectified`, and `name`.conv2.
    init(_ name: String, rectified: Bool) {
        first = ConvolutionLayer(name + ".conv1", .dense, 64, 64, kernel: 3, rectified: rectified, extent: .quarter)
        // At first a block passes on little but its input.
        second = ConvolutionLayer(name + ".conv2", .dense, 64, 64, kernel: 3, extent: .quarter, start: .init(gain: 0.1))
    }

    var layers: [ConvolutionLayer] { [first, second] }

    /// x + conv(ReLU(conv(x))) on rows.
    func rows(_ parameters: ParameterSet, _ precision: Precision) -> any RowStage {
        ResidualRows(layers.rows(parameters, precision))
    }
}
