/// What one update of a run reports: the values behind the metrics' tags. Each is filled in by what computes it.
package struct TrainingReport: Sendable {
    /// Number of the update, from 1.
    package var update: Int
    /// What it taught. The losses of identity updates are not comparable with the others, and those of the critics alone
    /// have no content and style loss and no entropy: 0.
    package var kind: UpdateKind
    /// `lambda/content`, `lambda/style`, `lambda/contrastive`.
    package var weights: [Float] = []
    /// `loss/content`, eq. 4; 0 in identity updates that leave the loss network out, as is `style`.
    package var content: Float = 0
    /// `loss/anchor`: MSE at relu4_1 against the episode's content; nil where the run does not use it.
    package var anchor: Float?
    /// `loss/structure`: 1 − SSIM against the episode's content, in identity updates `identity/structure`: against the moving
    /// image; nil where the run does not use it.
    package var structure: Float?
    /// `loss/growth`: what a step falls short of lowering the style loss, as `TrainingOptions.growthWeight` says; nil where
    /// the run does not use it.
    package var growth: Float?
    /// `loss/chroma`: local variance of the output's chroma; nil where the run does not use it.
    package var chroma: Float?
    /// The painting losses that the run uses, by tag: `loss/palette`, `loss/hue`, `loss/edges` and the others as
    /// `PaintingOptions` defines them, unweighed, means over the batch.
    package var painting: [String: Float] = [:]
    /// `identity/pixel`: pixel MSE of an identity update.
    package var pixel: Float?
    /// `loss/style`, eq. 5 over `styleTaps`.
    package var style: Float = 0
    /// `loss/contrastive`, eq. 6; nil in updates of identity and of the critics alone.
    package var contrastive: Float?
    /// `loss/critic1`, `loss/critic2`; empty without RL and in identity updates.
    package var critics: [Float] = []
    /// `loss/actor`, eq. 3, in updates of the policy.
    package var actor: Float?
    /// `loss/temperature`, in updates of the policy.
    package var temperature: Float?
    /// `q/mean`.
    package var qMean: Float?
    /// `q/target`.
    package var qTarget: Float?
    /// `gradient/norm`: of the generative gradient of all actor and builder parameters together, before `gradientLimit`; nil
    /// in updates of the critics alone.
    package var gradientNorm: Float?
    /// `policy/entropy`, per latent element, nats.
    package var entropy: Float = 0
    /// `policy/temperature`, α.
    package var alpha: Float = 0
    /// `reward/step`: of the environment's step.
    package var reward: Float = 0
    /// `reward/episode`: mean over the steps of the episode that this step ended.
    package var episodeReward: Float?

    init(update: Int, kind: UpdateKind) {
        self.update = update
        self.kind = kind
    }

    /// Whether every number is finite.
    var isFinite: Bool {
        let all = [content, style, entropy, alpha, reward] + weights + critics + painting.values
        let others = [
            contrastive, pixel, anchor, structure, growth, chroma, actor, temperature, qMean, qTarget, gradientNorm,
        ]
        return (all + others.compactMap { $0 }).allSatisfy(\.isFinite)
    }
}
