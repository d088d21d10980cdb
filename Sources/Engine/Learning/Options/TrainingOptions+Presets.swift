extension TrainingOptions {
    /// How the agent that comes with the program was taught to paint, and what it goes on with: the painting losses on whole
    /// pictures, steps that get shorter, fixed λ, critics that see the style.
    package static var painting: TrainingOptions {
        var options = TrainingOptions()
        options.batch = 4
        options.optimiser.actorRate = 1.5e-4
        options.optimiser.builderRate = 3e-4
        options.optimiser.isRateDecayed = true
        options.optimiser.gradientLimit = 100
        options.optimiser.averageRate = 0.002
        options.critics.criticsSeeStyle = true
        options.critics.discount = 0.9
        options.critics.rewardLimit = 10
        options.critics.initialLogAlpha = -8
        options.critics.noise = .octaves
        options.losses.weighting = .fixed(content: 0, style: 1, contrastive: 0)
        options.losses.meanShare = 0.5
        options.schedule.freshShare = 0.2
        options.memory.relaxationExponent = 0.45
        options.memory.replayCapacity = 1000
        options.memory.wholeShare = 0.9
        options.painting = .standard
        return options
    }

    /// The project's defaults, measured here: a stable start, larger rates that fall, critics that see the style.
    package static var standard: TrainingOptions {
        var options = TrainingOptions()
        options.optimiser.actorRate = 5e-4
        options.optimiser.builderRate = 1e-3
        options.optimiser.isRateDecayed = true
        options.optimiser.gradientLimit = 10
        options.optimiser.averageRate = 0.001
        options.critics.rewardLimit = 10
        options.critics.initialLogAlpha = -3
        options.critics.criticsSeeStyle = true
        options.schedule.identityUpdates = 300
        options.schedule.identityInterval = 4
        options.schedule.styleRampUpdates = 1200
        options.schedule.episodeGrowthUpdates = 2000
        options.schedule.freshShare = 0.25
        options.schedule.identityFreshShare = 0.5
        return options
    }

    /// What the paper says and nothing else: Adam at 2e-4 for all, batches of 8, pictures of 512² cut to 256², eq. 1 to 9 in
    /// the paper's form, critics of the whole state. Where it is silent, the released code's values; not its target
    /// entropy and rectified critics, which the paper does not have.
    package static var paper: TrainingOptions {
        var options = TrainingOptions()
        options.optimiser.actorRate = 2e-4
        options.optimiser.hasHeStart = false
        options.critics.criticsSeeStyle = true
        options.memory.isSqueezed = true
        return options
    }

    /// What the authors' released code does.
    package static var released: TrainingOptions {
        var options = TrainingOptions()
        options.losses.weighting = .released
        options.critics.hasRectifiedCritics = true
        options.critics.targetEntropy = -64 * 64 * 64
        options.memory.isSqueezed = true
        options.optimiser.hasHeStart = false
        return options
    }
}
