/// The necessary arithmetic of one convolution for one image, as the layer tables of the networks give it.
package struct LayerCost: Codable, Sendable, Equatable {
    /// The network or the part of it: encoder, head, builder, critic, loss network.
    package var part: String
    /// The layer's name in checkpoints, without prefix and suffix.
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

    init(
        _ part: String, _ layer: String, _ inputs: Int, _ outputs: Int, kernel: Int, groups: Int = 1, width: Int,
        height: Int
    ) {
        self.part = part
        self.layer = layer
        self.inputs = inputs
        self.outputs = outputs
        self.kernel = kernel
        self.groups = groups
        self.width = width
        self.height = height
        operations = 2 * Double(outputs * (inputs / groups) * kernel * kernel) * Double(width * height)
    }
}

extension Sequence where Element == LayerCost {
    /// Sum over all layers.
    var operations: Double { reduce(0) { $0 + $1.operations } }
}
