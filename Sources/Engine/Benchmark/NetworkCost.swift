import Tensors

/// The convolutions of the networks, layer by layer, for one image of given extent (a multiple of 4 each way).
package enum NetworkCost {
    /// One step with the style side at hand: encoder, head (μ and, for the entropy, l) and builder.
    package static func step(width: Int, height: Int) -> [LayerCost] {
        let (width, height) = (width.rounded(upTo: 4), height.rounded(upTo: 4))
        return encoder(width: width, height: height) + head(width: width, height: height)
            + builder(width: width, height: height)
    }

    /// The encoder's moving path up to x2.
    static func encoder(width: Int, height: Int) -> [LayerCost] {
        let (half, quarter) = ((width / 2, height / 2), (width / 4, height / 4))
        return [
            LayerCost("encoder", "enc1_1", 3, 16, kernel: 9, width: width, height: height),
            LayerCost("encoder", "enc1_2.0", 16, 32, kernel: 3, groups: 16, width: half.0, height: half.1),
            LayerCost("encoder", "enc1_2.2", 32, 32, kernel: 1, width: half.0, height: half.1),
            LayerCost("encoder", "enc1_3.0", 32, 64, kernel: 3, groups: 32, width: quarter.0, height: quarter.1),
            LayerCost("encoder", "enc1_3.2", 64, 64, kernel: 1, width: quarter.0, height: quarter.1),
        ] + residual("encoder", "enc1_4", quarter) + residual("encoder", "enc2", quarter)
    }

    /// The encoder's style path, with the style spaces and the modulators.
    static func style(width: Int, height: Int) -> [LayerCost] {
        let (half, quarter) = ((width / 2, height / 2), (width / 4, height / 4))
        let heads = ["weight", "bias"].flatMap { head in
            [
                LayerCost(
                    "style", "modulator1_2.\(head)", 32, 16, kernel: 3, groups: 16, width: half.0, height: half.1),
                LayerCost(
                    "style", "modulator1_3.\(head)", 64, 32, kernel: 3, groups: 32, width: quarter.0,
                    height: quarter.1),
                LayerCost(
                    "style", "modulator.\(head)1", 64, 64, kernel: 3, groups: 64, width: quarter.0, height: quarter.1),
                LayerCost(
                    "style", "modulator.\(head)2", 64, 64, kernel: 3, groups: 64, width: quarter.0, height: quarter.1),
            ]
        }
        return encoder(width: width, height: height) + [
            LayerCost("style", "style1_2", 32, 32, kernel: 3, width: half.0, height: half.1),
            LayerCost("style", "style1_3", 64, 64, kernel: 3, width: quarter.0, height: quarter.1),
        ] + heads
    }

    /// The action head, from x2.
    static func head(width: Int, height: Int) -> [LayerCost] {
        let (width, height) = (width / 4, height / 4)
        return [
            LayerCost("head", "conv_layer", 64, 64, kernel: 3, groups: 64, width: width, height: height),
            LayerCost("head", "mean", 64, 64, kernel: 1, width: width, height: height),
            LayerCost("head", "std", 64, 64, kernel: 1, width: width, height: height),
        ]
    }

    static func builder(width: Int, height: Int) -> [LayerCost] {
        let (half, quarter) = ((width / 2, height / 2), (width / 4, height / 4))
        return residual("builder", "dec1", quarter) + residual("builder", "dec2", quarter) + [
            LayerCost("builder", "dec3.conv1", 64, 32, kernel: 3, groups: 32, width: half.0, height: half.1),
            LayerCost("builder", "dec3.conv2", 32, 32, kernel: 1, width: half.0, height: half.1),
            LayerCost("builder", "dec4.conv1", 32, 16, kernel: 3, groups: 16, width: width, height: height),
            LayerCost("builder", "dec4.conv2", 16, 16, kernel: 1, width: width, height: height),
            LayerCost("builder", "dec5", 16, 3, kernel: 9, width: width, height: height),
        ]
    }

    /// The critic's features of an image.
    static func criticFeatures(width: Int, height: Int) -> [LayerCost] {
        let (half, quarter) = ((width / 2, height / 2), (width / 4, height / 4))
        return [
            LayerCost("critic", "state1", 3, 16, kernel: 9, width: width, height: height),
            LayerCost("critic", "state2.0", 16, 32, kernel: 3, groups: 16, width: half.0, height: half.1),
            LayerCost("critic", "state2.2", 32, 32, kernel: 1, width: half.0, height: half.1),
            LayerCost("critic", "state3.0", 32, 64, kernel: 3, groups: 32, width: quarter.0, height: quarter.1),
            LayerCost("critic", "state3.2", 64, 64, kernel: 1, width: quarter.0, height: quarter.1),
        ]
    }

    /// The critic's value from features and action.
    static func criticMix(width: Int, height: Int) -> [LayerCost] {
        [
            LayerCost("critic", "mix.0", 128, 128, kernel: 3, width: width / 4, height: height / 4),
            LayerCost("critic", "mix.2", 128, 64, kernel: 1, width: width / 4, height: height / 4),
        ]
    }

    private static func residual(_ part: String, _ name: String, _ extent: (Int, Int)) -> [LayerCost] {
        ["conv1", "conv2"].map {
            LayerCost(part, "\(name).\($0)", 64, 64, kernel: 3, width: extent.0, height: extent.1)
        }
    }
}
