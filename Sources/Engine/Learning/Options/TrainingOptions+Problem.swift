extension TrainingOptions {
    /// What any count of a run is at most, in options and checkpoints: sums of a few are numbers still, and none is ever reached.
    package static let greatestCount = 1_000_000_000

    /// What keeps a run from being made with these options, as a clause that names the option, its value and what it
    /// takes; nil where nothing does.
    package var problem: String? {
        let rates: [(String, Float)] = [
            ("optimiser.actorRate", optimiser.actorRate), ("optimiser.builderRate", optimiser.builderRate),
            ("optimiser.criticRate", optimiser.criticRate),
            ("critics.rewardScale", critics.rewardScale),
        ]
        let weights: [(String, Float)] = [
            ("losses.anchorWeight", losses.anchorWeight), ("losses.structureWeight", losses.structureWeight),
            ("losses.growthWeight", losses.growthWeight),
            ("losses.chromaWeight", losses.chromaWeight),
            ("schedule.identityPixelWeight", schedule.identityPixelWeight),
            ("schedule.identityStructureWeight", schedule.identityStructureWeight),
            ("schedule.identityPerceptualWeight", schedule.identityPerceptualWeight),
        ]
        let painting = painting.all.flatMap { term in
            [term.weight.first, term.weight.last].map { ("painting.\(term.name)", $0) }
        }
        let shares: [(String, Float)] = [
            ("memory.wholeShare", memory.wholeShare), ("losses.meanShare", losses.meanShare),
            ("losses.growthMargin", losses.growthMargin), ("losses.growthExponent", losses.growthExponent),
            ("schedule.freshShare", schedule.freshShare),
            ("schedule.identityFreshShare", schedule.identityFreshShare), ("critics.discount", critics.discount),
            ("optimiser.averageRate", optimiser.averageRate),
            ("critics.targetRate", critics.targetRate), ("memory.relaxationExponent", memory.relaxationExponent),
        ]
        let limits = [
            ("optimiser.gradientLimit", optimiser.gradientLimit), ("critics.rewardLimit", critics.rewardLimit),
        ]
        return (rates + weights + painting).lazy.compactMap {
            Self.problem($0, $1, within: 0...(.greatestFiniteMagnitude))
        }.first
            ?? shares.lazy.compactMap { Self.problem($0, $1, within: 0...1) }.first
            ?? [("losses.anchorEase", losses.anchorEase), ("losses.structureEase", losses.structureEase)].lazy
            .compactMap { Self.problem($0, $1, within: -(.greatestFiniteMagnitude)...1) }.first
            ?? countProblem
            ?? limits.lazy.compactMap { ($1 ?? 1) > 0 ? nil : "\($0) is \($1 ?? 0) and must be above 0" }.first
            ?? jointProblem
    }

    private var countProblem: String? {
        let most = Self.greatestCount
        // An image of the greatest crop has below 2²⁶ values, and the greatest batch below 2⁴²: all products are numbers.
        let counts: [(String, Int, ClosedRange<Int>)] = [
            ("schedule.identityUpdates", schedule.identityUpdates, 0...most),
            ("schedule.identityInterval", schedule.identityInterval, 0...most),
            ("critics.criticUpdates", critics.criticUpdates, 0...most),
            ("schedule.styleRampUpdates", schedule.styleRampUpdates, 0...most),
            ("schedule.episodeGrowthUpdates", schedule.episodeGrowthUpdates, 0...most),
            ("memory.warmupEpisodes", memory.warmupEpisodes, 0...most),
            ("critics.policyInterval", critics.policyInterval, 1...most),
            ("memory.episodeLength", memory.episodeLength, 1...10_000),
            ("memory.replayCapacity", memory.replayCapacity, 1...most),
            ("updates", updates ?? 1, 1...most),
            ("batch", batch, 2...65_536),
            ("crop", crop, 64...4096),
        ]
        for (name, value, range) in counts where !range.contains(value) {
            let bound = value < range.lowerBound ? "least \(range.lowerBound)" : "most \(range.upperBound)"
            return "\(name) is \(value) and must be at \(bound)"
        }
        return nil
    }

    private var jointProblem: String? {
        if painting.coarse.isUsed || painting.variety.isUsed || painting.auras.isUsed || painting.forms.isUsed,
            crop % 8 != 0
        {
            return "crop is \(crop) and must be a multiple of 8 for painting.coarse, variety, auras and forms"
        }
        if !(4...5).contains(losses.styleTaps) { return "losses.styleTaps is \(losses.styleTaps) and must be 4 or 5" }
        if crop % 4 != 0 { return "crop is \(crop) and must be a multiple of 4" }
        if memory.replayCapacity < batch {
            return
                "memory.replayCapacity is \(memory.replayCapacity) and must be at least the batch, which is \(batch)"
        }
        if let bounds = losses.weightBounds, !(bounds.lower <= bounds.upper) {
            return
                "losses.weightBounds is \(bounds.lower) to \(bounds.upper) and must not have its lower above its upper bound"
        }
        return nil
    }

    private static func problem(_ name: String, _ value: Float, within range: ClosedRange<Float>) -> String? {
        guard !range.contains(value) else { return nil }
        let (lower, upper) = (Int(exactly: range.lowerBound), Int(exactly: range.upperBound))
        let bounds =
            switch (lower, upper) {
            case (let lower?, let upper?): "be from \(lower) to \(upper)"
            case (let lower?, nil): "be at least \(lower)"
            case (nil, let upper?): "be at most \(upper)"
            case (nil, nil): "be a number"
            }
        return "\(name) is \(value) and must \(bounds)"
    }
}
