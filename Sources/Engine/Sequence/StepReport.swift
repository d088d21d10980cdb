/// What is known of one step.
package struct StepReport: Sendable, Codable, Equatable {
    /// 1 for the first step.
    package var step: Int
    /// Wall time of the step, s; that of its assessment is not part of it.
    package var seconds: Double
    /// Mean |action − μ|; 0 for the mean action.
    package var actionSize: Float
    /// Entropy of the policy, mean per latent element, nats.
    package var entropy: Float
    /// Reward −(style loss), where a loss network is at hand. Losses of images whose short side is over 256 pixels are
    /// measured at a short side of 256.
    package var reward: Float?
    /// Q-value of the action: mean of the smaller of the two critics' maps, where there are critics.
    package var q: Float?
    /// Style loss of the new image (eq. 5), where a loss network is at hand.
    package var styleLoss: Float?
    /// Content loss of the new image against the original content (eq. 4's distance), where a loss network is at hand.
    package var contentLoss: Float?
    /// SSIM of the new image with the original content, −1 to 1, at the size that losses are measured at; known with them.
    package var ssim: Float?

    /// All values known or nil.
    package init(
        step: Int, seconds: Double, actionSize: Float, entropy: Float, reward: Float? = nil, q: Float? = nil,
        styleLoss: Float? = nil, contentLoss: Float? = nil, ssim: Float? = nil
    ) {
        self.step = step
        self.seconds = seconds
        self.actionSize = actionSize
        self.entropy = entropy
        self.reward = reward
        self.q = q
        self.styleLoss = styleLoss
        self.contentLoss = contentLoss
        self.ssim = ssim
    }
}
