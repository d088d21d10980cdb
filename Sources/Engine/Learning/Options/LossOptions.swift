/// Generative learning (section 3.3.2): which losses, and how they are weighed. What neither paper nor released code has is 0.
package struct LossOptions: Codable, Sendable, Equatable {
    /// How the losses are weighed: eq. 7 (paper).
    package var weighting: LossWeighting = .paper
    /// What the contrastive loss compares: all levels, eq. 6 (paper).
    package var contrastive: ContrastiveLevels = .hierarchical
    /// Taps that style loss and reward are summed over: 4, as in eq. 5 (paper), or 5, with relu5_1, which the measured style
    /// loss of table 1 has too. The explorer and `evaluate --critics` reckon rewards over four.
    package var styleTaps = 4
    /// Bounds of λ, so that no loss is given up; nil for none (paper).
    package var weightBounds: ClosedBounds?
    /// Share of the generative pass's images, 0 to 1, that take the mean action, which is what an agent is judged by: 0
    /// (paper).
    package var meanShare: Float = 0
    /// What the content loss adds to eq. 4: this times the MSE at relu4_1 against the content that the episode began with.
    /// Eq. 4 alone lets a sequence drift away from its content, step by step.
    package var anchorWeight: Float = 0
    /// And this times 1 − SSIM against that content: relu4_1 forgives fine stripes, SSIM does not.
    package var structureWeight: Float = 0
    /// Whether that SSIM is the mean of the luma's and of red's, green's and blue's: luma alone lets fringes of colour pass.
    package var hasColourStructure = false
    /// Share by which `anchorWeight` has fallen at the last step of a full episode, linearly from its first; at most 1, and
    /// below 0 where it is to grow. A weight that is the same at all steps lets a sequence come to rest; a falling one lets
    /// it go on.
    package var anchorEase: Float = 0
    /// Likewise of `structureWeight`.
    package var structureEase: Float = 0
    /// What the style loss adds to eq. 5: this times the mean over images of dᵉ max(0, d′ ÷ d − (1 − `growthMargin`)), d the
    /// moving image's style loss, d′ the output's, e `growthExponent`. Eq. 5 alone is content with a step that takes back a
    /// little of the one before.
    package var growthWeight: Float = 0
    /// Share by which each step is to lower the style loss, 0 to 1.
    package var growthMargin: Float = 0.02
    /// e, 0 to 1: at 0 tiny style losses have by far the largest gradients, at 0.5 all have about the same, as eq. 5 is a
    /// square, at 1 large ones have.
    package var growthExponent: Float = 0
    /// Weight of the local variance of the output's chroma (7×7 windows): strokes may change the picture's colours, coloured
    /// specks along its edges are noise.
    package var chromaWeight: Float = 0

    /// Eq. 4 to 7 alone.
    package init() {}
}
