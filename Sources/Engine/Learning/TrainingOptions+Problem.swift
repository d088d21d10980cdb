extension TrainingOptions {
    /// What keeps a run from being made with these options, as a clause that names the option, its value and what it
    /// takes; nil where nothing does.
    public var problem: String? {
        let rates: [(String, Float)] = [
            ("actorRate", actorRate), ("builderRate", builderRate), ("criticRate", criticRate),
            ("rewardScale", rewardScale),
        ]
        let weights: [(String, Float)] = [
            ("anchorWeight", anchorWeight), ("structureWeight", structureWeight), ("growthWeight", growthWeight),
            ("chromaWeight", chromaWeight), ("identityPixelWeight", identityPixelWeight),
            ("identityStructureWeight", identityStructureWeight),
            ("identityPerceptualWeight", identityPerceptualWeight),
        ]
        let painting = painting.all.flatMap { term in
            [term.weight.first, term.weight.last].map { ("painting.\(term.name)", $0) }
        }
        let shares: [(String, Float)] = [
            ("wholeShare", wholeShare), ("meanShare", meanShare),
            ("growthMargin", growthMargin), ("growthExponent", growthExponent), ("freshShare", freshShare),
            ("identityFreshShare", identityFreshShare), ("discount", discount), ("averageRate", averageRate),
            ("targetRate", targetRate), ("relaxationExponent", relaxationExponent),
        ]
        let counts: [(String, Int, Int)] = [
            ("identityUpdates", identityUpdates, 0), ("identityInterval", identityInterval, 0),
            ("criticUpdates", criticUpdates, 0), ("styleRampUpdates", styleRampUpdates, 0),
            ("episodeGrowthUpdates", episodeGrowthUpdates, 0), ("warmupEpisodes", warmupEpisodes, 0),
            ("policyInterval", policyInterval, 1), ("episodeLength", episodeLength, 1), ("updates", updates ?? 1, 1),
            ("batch", batch, 2),
        ]
        let limits = [("gradientLimit", gradientLimit), ("rewardLimit", rewardLimit)]
        return (rates + weights + painting).lazy.compactMap {
            Self.problem($0, $1, within: 0...(.greatestFiniteMagnitude))
        }.first
            ?? shares.lazy.compactMap { Self.problem($0, $1, within: 0...1) }.first
            ?? [("anchorEase", anchorEase), ("structureEase", structureEase)].lazy
            .compactMap { Self.problem($0, $1, within: -(.greatestFiniteMagnitude)...1) }.first
            ?? counts.lazy.compactMap { $1 < $2 ? "\($0) is \($1) and must be at least \($2)" : nil }.first
            ?? limits.lazy.compactMap { ($1 ?? 1) > 0 ? nil : "\($0) is \($1 ?? 0) and must be above 0" }.first
            ?? jointProblem
    }

    private var jointProblem: String? {
        if painting.coarse.isUsed || painting.variety.isUsed, crop % 8 != 0 {
            return "crop is \(crop) and must be a multiple of 8 for painting.coarse and variety"
        }
        if !(4...5).contains(styleTaps) { return "styleTaps is \(styleTaps) and must be 4 or 5" }
        if crop < 64 || crop % 4 != 0 { return "crop is \(crop) and must be a multiple of 4, at least 64" }
        if replayCapacity < batch {
            return "replayCapacity is \(replayCapacity) and must be at least the batch, which is \(batch)"
        }
        if let bounds = weightBounds, !(bounds.lower <= bounds.upper) {
            return
                "weightBounds is \(bounds.lower) to \(bounds.upper) and must not have its lower above its upper bound"
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
