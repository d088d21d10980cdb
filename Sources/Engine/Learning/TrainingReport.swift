/// What one update of a run reports: the values behind the metrics' tags.
public struct TrainingReport: Sendable {
    /// Number of the update, from 1.
    public var update: Int
    /// Whether it was an identity update (the stable start), whose losses are not comparable with the others.
    public var isIdentity: Bool
    /// `lambda/content`, `lambda/style`, `lambda/contrastive`.
    public var weights: [Float]
    /// `loss/content`, `loss/style`, `loss/contrastive`.
    public var content: Float
    public var style: Float
    public var contrastive: Float?
    /// `loss/critic1`, `loss/critic2`; nil without RL.
    public var critics: [Float]
    /// `loss/actor` and `loss/temperature`, in updates of the policy.
    public var actor: Float?
    public var temperature: Float?
    /// `q/mean` and `q/target`.
    public var qMean: Float?
    public var qTarget: Float?
    /// `policy/entropy` (per latent element, nats) and `policy/temperature` (α).
    public var entropy: Float
    public var alpha: Float
    /// `reward/step`: of the environment's step.
    public var reward: Float
    /// `reward/episode`: mean over the steps of the episode that this step ended.
    public var episodeReward: Float?
}
