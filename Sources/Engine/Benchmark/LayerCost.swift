/// The necessary arithmetic of one convolution for one image, as the network's declaration of the layer gives it.
package struct LayerCost: Codable, Sendable, Equatable {
    /// The network or the part of it: encoder, style, head, builder, critic.
    package var part: String
    /// The layer's name in the checkpoint of its network.
    package var layer: String
    /// Channels in and out.
    package var inputs: Int, outputs: Int
    /// Side of the kernel, pixels.
    package var kernel: Int
    /// 1 for dense convolutions.
    package var groups: Int
    /// Extent of the result, pixels.
    package var width: Int, height: Int

    /// Multiplications and additions, counted apart: 2·O·(I/groups)·k²·H·W. Biases, activations, padding, statistics and
    /// resampling are not counted.
    package var operations: Double

    /// Of a layer for an image of `width` × `height` pixels, multiples of 4.
    init(_ part: String, _ layer: ConvolutionLayer, width: Int, height: Int) {
        self.part = part
        self.layer = layer.name
        inputs = layer.inputs
        outputs = layer.outputs
        kernel = layer.kernel
        groups = layer.groups
        (self.width, self.height) = layer.extent(width: width, height: height)
        operations = 2 * Double(layer.outputs * layer.fanIn) * Double(self.width * self.height)
    }
}

extension Sequence where Element == LayerCost {
    /// Sum over all layers.
    var operations: Double { reduce(0) { $0 + $1.operations } }
}
