import Foundation
import Tensors

/// Every choice of a training run. `paper` holds the defaults of this project, `released` what the authors' code does; the
/// table in docs/training.md lists every difference.
public struct TrainingOptions: Codable, Sendable, Equatable {
    /// Images of a batch drawn from the replay memory.
    public var batch = 8
    /// Side of the square crops, pixels, a multiple of 4.
    public var crop = 256
    /// Seed of everything random.
    public var seed: UInt64 = 1
    /// What convolutions multiply in; see `Precision.fastest`.
    public var precision = Precision.float32
    /// Updates of the whole run, for the schedules; nil trains until stopped, with constant rates.
    public var updates: Int?

    // Optimisers: Adam, β = (0.5, 0.9), ε = 1e-8.
    /// Rate of the actor, for both its objectives.
    public var actorRate: Float = 2e-5
    /// Rate of the builder.
    public var builderRate: Float = 2e-4
    /// Rate of the critics, of σ and of log α.
    public var criticRate: Float = 2e-4
    /// Whether actor and builder rates fall to a tenth along a half cosine over `updates`.
    public var isRateDecayed = false
    /// Largest norm of the generative gradient of all actor and builder parameters together, and of each critic's and the
    /// policy's; nil for no limit.
    public var gradientLimit: Float?

    // Control learning (section 3.3.1).
    /// Without RL (the ablation): actor and builder learn from the generative loss alone.
    public var isReinforced = true
    /// γ.
    public var discount: Float = 0.99
    /// ω, the targets' moving average.
    public var targetRate: Float = 0.005
    /// log α at the start.
    public var initialLogAlpha: Float = 0
    /// Entropy target: per latent element against the mean of log π.
    public var targetEntropy: Float = -1
    /// Updates between two policy updates.
    public var policyInterval = 4
    /// Updates of the critics alone, after those of identity: critics that know the agent before they teach it, or where
    /// that is the whole run, critics for an agent that stays as it is. Without RL there are none.
    public var criticUpdates = 0
    /// Whether critics see the style, which is part of the paper's state; those of the released code do not.
    public var criticsSeeStyle = false
    /// ReLU after the critics' last convolution.
    public var hasRectifiedCritics = false
    /// Factor on rewards, so that Q-values stay near 1.
    public var rewardScale: Float = 1
    /// Critics see no reward below −this (after the factor), and no target beyond ±this/(1 − γ), what a sum of such rewards can
    /// reach; nil for no limit. A garbage frame of an early agent, rated a thousand times worse than others, would else
    /// start critics that are their own targets on a way without return.
    public var rewardLimit: Float?

    // Generative learning (section 3.3.2).
    /// How the losses are weighed.
    public var weighting: LossWeighting = .paper
    /// What the contrastive loss compares.
    public var contrastive: ContrastiveLevels = .hierarchical
    /// Taps that style loss and reward are summed over: 4, as in eq. 5, or 5, with relu5_1, which the measured style loss of
    /// table 1 has too. The explorer and `evaluate --critics` reckon rewards over four.
    public var styleTaps = 4
    /// Bounds of λ, so that no loss is given up; nil for none.
    public var weightBounds: ClosedBounds?
    /// What the content loss adds to eq. 4: this times the MSE at relu4_1 against the content that the episode began with.
    /// Eq. 4 alone lets a sequence drift away from its content, step by step.
    public var anchorWeight: Float = 0
    /// And this times 1 − SSIM against that content: relu4_1 forgives fine stripes, SSIM does not.
    public var structureWeight: Float = 0
    /// Whether that SSIM is the mean of the luma's and of red's, green's and blue's: luma alone lets fringes of colour pass.
    public var hasColourStructure = false
    /// Share by which `anchorWeight` has fallen at the last step of a full episode, linearly from its first; at most 1, and
    /// below 0 where it is to grow. A weight that is the same at all steps lets a sequence come to rest; a falling one lets
    /// it go on.
    public var anchorEase: Float = 0
    /// Likewise of `structureWeight`.
    public var structureEase: Float = 0
    /// What the style loss adds to eq. 5: this times the mean over images of dᵉ max(0, d′ ÷ d − (1 − `growthMargin`)), d the
    /// moving image's style loss, d′ the output's, e `growthExponent`. Eq. 5 alone is content with a step that takes back a
    /// little of the one before.
    public var growthWeight: Float = 0
    /// Share by which each step is to lower the style loss, 0 to 1.
    public var growthMargin: Float = 0.02
    /// e, 0 to 1: at 0 tiny style losses have by far the largest gradients, at 0.5 all have about the same, as eq. 5 is a
    /// square, at 1 large ones have.
    public var growthExponent: Float = 0
    /// Weight of the local variance of the output's chroma (7×7 windows): strokes may change the picture's colours, coloured
    /// specks along its edges are noise.
    public var chromaWeight: Float = 0
    /// What actions are drawn with.
    public var noise: ActionNoise = .white
    /// Share of the generative pass's images, 0 to 1, that take the mean action, which is what an agent is judged by.
    public var meanShare: Float = 0
    /// The losses that make an agent paint.
    public var painting = PaintingOptions()

    // Environment and memory.
    /// Steps of a full episode.
    public var episodeLength = 10
    /// p of the `Relaxation` of its steps, 0 to 1; the weights keep it. The losses of an update judge the builder's whole
    /// output. Critics do not see t: their Q is a mean over the steps at which an image occurs.
    public var relaxationExponent: Float = 0
    /// Transitions kept.
    public var replayCapacity = 5000
    /// Episodes played before the first update.
    public var warmupEpisodes = 11
    /// Whether images are squeezed to a square of twice the crop (as released) and not scaled in proportion.
    public var isSqueezed = false
    /// Share of contents and of styles that are shown whole, but for what a square leaves of their longer side, and not as
    /// a part: a part of a painting has a part of its colours.
    public var wholeShare: Float = 0

    // The stable start (`released` has none).
    /// Updates of identity warm-up, the first of a run: the style image is the moving image itself, and the losses have weights of their own.
    public var identityUpdates = 0
    /// Afterwards every so many updates is an identity one; 0 for none.
    public var identityInterval = 0
    /// Weight of the pixel MSE in identity updates.
    public var identityPixelWeight: Float = 20
    /// Weight in them of 1 − SSIM, the mean of the luma's and of red's, green's and blue's.
    public var identityStructureWeight: Float = 0
    /// Weight in them of content and style loss; 0 leaves the loss network out, which makes them cheaper.
    public var identityPerceptualWeight: Float = 1
    /// Share of their batches that is untouched contents, at least `freshShare`.
    public var identityFreshShare: Float = 0
    /// Updates over which the style weight rises from a tenth to one, after the warm-up.
    public var styleRampUpdates = 0
    /// Updates over which episodes grow from one step to `episodeLength`, after the warm-up.
    public var episodeGrowthUpdates = 0
    /// Share of a batch that is content images at step 0, when episodes are long.
    public var freshShare: Float = 0
    /// He-normal start as in algorithm notes, else uniform in ±1/√fan-in.
    public var hasHeStart = true
    /// Rate of the moving average of weights that is shipped; 0 for the raw weights.
    public var averageRate: Float = 0

    /// The project's defaults.
    public static var paper: TrainingOptions {
        var options = TrainingOptions()
        options.actorRate = 5e-4
        options.builderRate = 1e-3
        options.isRateDecayed = true
        options.gradientLimit = 10
        options.rewardLimit = 10
        options.weighting = .paper
        options.identityUpdates = 300
        options.identityInterval = 4
        options.styleRampUpdates = 1200
        options.episodeGrowthUpdates = 2000
        options.freshShare = 0.25
        options.identityFreshShare = 0.5
        options.averageRate = 0.001
        options.initialLogAlpha = -3
        options.criticsSeeStyle = true
        return options
    }

    /// What the authors' released code does.
    public static var released: TrainingOptions {
        var options = TrainingOptions()
        options.weighting = .released
        options.hasRectifiedCritics = true
        options.targetEntropy = -64 * 64 * 64
        options.isSqueezed = true
        options.hasHeStart = false
        return options
    }

    /// `anchorWeight` for a moving image that was stylized `step` times before.
    func anchorWeight(step: Int) -> Float { anchorWeight * (1 - anchorEase * progress(step: step)) }

    /// `structureWeight` for a moving image that was stylized `step` times before.
    func structureWeight(step: Int) -> Float { structureWeight * (1 - structureEase * progress(step: step)) }

    /// How far the steps of an episode go.
    var relaxation: Relaxation { Relaxation(exponent: relaxationExponent) }

    /// From 0 at the first step of an episode to 1 at step `episodeLength`, for a moving image that was stylized `step` times.
    func progress(step: Int) -> Float { min(1, Float(step) / Float(max(1, episodeLength - 1))) }

    /// Everything as in the project's own defaults before a preset is chosen.
    public init() {}
}

// Here, because the keys are private to this file.
extension TrainingOptions {
    /// An option that this version of the program brought may be missing, and is then off, as it was before; one that every
    /// configuration has must be there.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        var options = TrainingOptions()
        func read<Value: Decodable>(_ key: CodingKeys, _ path: WritableKeyPath<TrainingOptions, Value>) throws {
            options[keyPath: path] = try container.decode(Value.self, forKey: key)
        }
        func readIfThere<Value: Decodable>(_ key: CodingKeys, _ path: WritableKeyPath<TrainingOptions, Value>) throws {
            if container.contains(key) { try read(key, path) }
        }
        try read(.batch, \.batch)
        try read(.crop, \.crop)
        try read(.seed, \.seed)
        try read(.precision, \.precision)
        try readIfThere(.updates, \.updates)
        try read(.actorRate, \.actorRate)
        try read(.builderRate, \.builderRate)
        try read(.criticRate, \.criticRate)
        try read(.isRateDecayed, \.isRateDecayed)
        try readIfThere(.gradientLimit, \.gradientLimit)
        try read(.isReinforced, \.isReinforced)
        try read(.discount, \.discount)
        try read(.targetRate, \.targetRate)
        try read(.initialLogAlpha, \.initialLogAlpha)
        try read(.targetEntropy, \.targetEntropy)
        try read(.policyInterval, \.policyInterval)
        try readIfThere(.criticUpdates, \.criticUpdates)
        try readIfThere(.criticsSeeStyle, \.criticsSeeStyle)
        try read(.hasRectifiedCritics, \.hasRectifiedCritics)
        try read(.rewardScale, \.rewardScale)
        try readIfThere(.rewardLimit, \.rewardLimit)
        try read(.weighting, \.weighting)
        try read(.contrastive, \.contrastive)
        try readIfThere(.styleTaps, \.styleTaps)
        try readIfThere(.weightBounds, \.weightBounds)
        try readIfThere(.anchorWeight, \.anchorWeight)
        try readIfThere(.structureWeight, \.structureWeight)
        try readIfThere(.hasColourStructure, \.hasColourStructure)
        try readIfThere(.anchorEase, \.anchorEase)
        try readIfThere(.structureEase, \.structureEase)
        try readIfThere(.growthWeight, \.growthWeight)
        try readIfThere(.growthMargin, \.growthMargin)
        try readIfThere(.growthExponent, \.growthExponent)
        try readIfThere(.chromaWeight, \.chromaWeight)
        try readIfThere(.noise, \.noise)
        try readIfThere(.meanShare, \.meanShare)
        try readIfThere(.painting, \.painting)
        try readIfThere(.wholeShare, \.wholeShare)
        try read(.episodeLength, \.episodeLength)
        try readIfThere(.relaxationExponent, \.relaxationExponent)
        try read(.replayCapacity, \.replayCapacity)
        try read(.warmupEpisodes, \.warmupEpisodes)
        try read(.isSqueezed, \.isSqueezed)
        try read(.identityUpdates, \.identityUpdates)
        try read(.identityInterval, \.identityInterval)
        try read(.identityPixelWeight, \.identityPixelWeight)
        try readIfThere(.identityStructureWeight, \.identityStructureWeight)
        try readIfThere(.identityPerceptualWeight, \.identityPerceptualWeight)
        try readIfThere(.identityFreshShare, \.identityFreshShare)
        try read(.styleRampUpdates, \.styleRampUpdates)
        try read(.episodeGrowthUpdates, \.episodeGrowthUpdates)
        try read(.freshShare, \.freshShare)
        try read(.hasHeStart, \.hasHeStart)
        try read(.averageRate, \.averageRate)
        self = options
    }
}

/// A lower and an upper bound.
public struct ClosedBounds: Codable, Sendable, Equatable {
    /// Smallest and largest value.
    public var lower: Float, upper: Float

    /// lower ≤ upper.
    public init(_ lower: Float, _ upper: Float) {
        precondition(lower <= upper)
        self.lower = lower
        self.upper = upper
    }
}
