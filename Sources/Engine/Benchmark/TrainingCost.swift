/// The necessary convolution arithmetic of one update with everything cacheable cached.
///
/// Cached over steps are the style statistics and relu4_1 of moving images; an encoding is made once for all that need it
/// with the same weights. Gradients with respect to images are counted only where something before them learns, a policy
/// update in one of `policyInterval` updates, an episode's beginning in one of `episodeLength`.
package struct TrainingCost: Codable, Sendable, Equatable {
    /// One row of the table.
    package struct Row: Codable, Sendable, Equatable {
        /// The part of the update that it belongs to.
        package var part: TrainingPart
        /// What is computed.
        package var work: String
        /// Images an update, on average.
        package var images: Double
        /// Operations for one image: forward, gradients with respect to maps, gradients with respect to weights.
        package var forward: Double, dataGradient: Double, weightGradient: Double
        /// All three for all images.
        package var operations: Double

        init(
            _ part: TrainingPart, _ work: String, images: Double, forward: Double, dataGradient: Double = 0,
            weightGradient: Double = 0
        ) {
            self.part = part
            self.work = work
            self.images = images
            self.forward = forward
            self.dataGradient = dataGradient
            self.weightGradient = weightGradient
            operations = images * (forward + dataGradient + weightGradient)
        }
    }

    /// All rows.
    package var rows: [Row]
    /// Their sum.
    package var operations: Double { rows.reduce(0) { $0 + $1.operations } }

    /// For the batch and crop of `options` with reinforcement learning and a loss network.
    package init(options: TrainingOptions, lossNetwork: LossNetwork) {
        let side = options.crop
        let batch = Double(options.batch)
        let vgg = lossNetwork.operations(width: side, height: side)
        let policy = NetworkCost.encoder(width: side, height: side) + NetworkCost.head(width: side, height: side)
        let style = NetworkCost.style(width: side, height: side)
        let builder = NetworkCost.builder(width: side, height: side).operations
        let features = NetworkCost.criticFeatures(width: side, height: side)
        let mix = NetworkCost.criticMix(width: side, height: side)
        // The first convolution's gradient with respect to its image is of no use to anyone.
        let inner = { (layers: [LayerCost]) in layers.dropFirst().operations }
        let critic = features + mix
        let often = batch / Double(options.critics.policyInterval)
        let episode = 1 / Double(options.memory.episodeLength)
        rows = [
            Row(.critics, "policy at y′", images: batch, forward: policy.operations),
            Row(.critics, "two targets at y′", images: 2 * batch, forward: critic.operations),
            Row(
                .critics, "two critics at y", images: 2 * batch, forward: critic.operations,
                dataGradient: inner(critic), weightGradient: critic.operations),
            Row(
                .policy, "policy at y", images: often, forward: policy.operations, dataGradient: inner(policy),
                weightGradient: policy.operations),
            // Of the first mixing layer only the half of the input channels that the action has.
            Row(
                .policy, "two critics, to the action", images: 2 * often, forward: critic.operations,
                dataGradient: mix[0].operations / 2 + mix[1].operations),
            Row(
                .generative, "policy at y", images: batch, forward: policy.operations, dataGradient: inner(policy),
                weightGradient: policy.operations),
            Row(
                .generative, "style path of styles", images: batch, forward: style.operations,
                dataGradient: inner(style), weightGradient: style.operations),
            Row(
                .generative, "builder", images: batch, forward: builder, dataGradient: builder,
                weightGradient: builder),
            Row(
                .generative, "style path of outputs", images: batch, forward: style.operations,
                dataGradient: style.operations, weightGradient: style.operations),
            Row(.lossNetwork, "outputs", images: batch, forward: vgg, dataGradient: vgg),
            Row(.lossNetwork, "the environment's new image", images: 1, forward: vgg),
            Row(.lossNetwork, "content and style of a new episode", images: 2 * episode, forward: vgg),
            Row(
                .environment, "policy, style path, builder", images: 1,
                forward: policy.operations + style.operations + builder),
        ]
    }
}
