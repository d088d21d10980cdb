/// Control learning (section 3.3.1): critics, policy, temperature.
package struct CriticOptions: Codable, Sendable, Equatable {
    /// Without RL (the paper's ablation): actor and builder learn from the generative loss alone.
    package var isReinforced = true
    /// γ: 0.99 (released code).
    package var discount: Float = 0.99
    /// ω, the targets' moving average: 0.005 (released code).
    package var targetRate: Float = 0.005
    /// log α at the start: 0 (released code).
    package var initialLogAlpha: Float = 0
    /// Entropy target, per latent element against the mean of log π: −1. The released −64³ lets α only ever decay.
    package var targetEntropy: Float = -1
    /// Updates between two policy updates: 4 (released code).
    package var policyInterval = 4
    /// Updates of the critics alone, after those of identity: critics that know the agent before they teach it, or where
    /// that is the whole run, critics for an agent that stays as it is. Without RL there are none. 0 (paper).
    package var criticUpdates = 0
    /// Whether critics see the style, which is part of the paper's state; those of the released code do not.
    package var criticsSeeStyle = false
    /// ReLU after the critics' last convolution, as in the released code; it cannot represent the rewards, which are negative.
    package var hasRectifiedCritics = false
    /// Factor on rewards, so that Q-values stay near 1: 1 (paper).
    package var rewardScale: Float = 1
    /// Critics see no reward below −this (after the factor), and no target beyond ±this/(1 − γ), what a sum of such rewards can
    /// reach; nil for no limit (paper). A garbage frame of an early agent, rated a thousand times worse than others, would else
    /// start critics that are their own targets on a way without return.
    package var rewardLimit: Float?
    /// What actions are drawn with: white (paper).
    package var noise: ActionNoise = .white

    /// The released code's, but for target entropy and rectified critics.
    package init() {}
}
