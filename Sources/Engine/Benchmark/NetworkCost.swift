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
    static func encoder(width: Int, height: Int) -> [LayerCost] { costs("encoder", Actor.movingPath, width, height) }

    /// The encoder's style path, with the style spaces and the modulators.
    static func style(width: Int, height: Int) -> [LayerCost] { costs("style", Actor.stylePath, width, height) }

    /// The action head, from x2.
    static func head(width: Int, height: Int) -> [LayerCost] { costs("head", Actor.head, width, height) }

    static func builder(width: Int, height: Int) -> [LayerCost] {
        costs("builder", Builder.network.layers, width, height)
    }

    /// The critic's features of an image.
    static func criticFeatures(width: Int, height: Int) -> [LayerCost] {
        costs("critic", Critic.features, width, height)
    }

    /// The critic's value from features and action.
    static func criticMix(width: Int, height: Int) -> [LayerCost] {
        costs("critic", [Critic.mix, Critic.value], width, height)
    }

    private static func costs(
        _ part: String, _ layers: [ConvolutionLayer], _ width: Int, _ height: Int
    ) -> [LayerCost] {
        layers.map { LayerCost(part, $0, width: width, height: height) }
    }
}
