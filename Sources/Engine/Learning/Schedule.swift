import Foundation

/// What changes along a run: the stable start and the learning rates. All is a function of the update's number.
struct Schedule {
    let options: TrainingOptions

    /// What update `index` teaches: identity in all of the warm-up, the critics in theirs, then identity in one of
    /// `identityInterval`.
    func kind(_ index: Int) -> UpdateKind {
        if index < options.schedule.identityUpdates { return .identity }
        if options.critics.isReinforced, index - options.schedule.identityUpdates < options.critics.criticUpdates {
            return .critics
        }
        let isTurn =
            options.schedule.identityInterval > 0
            && index % options.schedule.identityInterval == options.schedule.identityInterval - 1
        return isTurn ? .identity : .joint
    }

    /// The number, from 1, of the first joint update; nil where there never is one.
    var firstJoint: Int? {
        // Of two in a row one at most is an identity update's turn, unless all are.
        [warmUp, warmUp + 1].first { kind($0) == .joint }.map { $0 + 1 }
    }

    /// Names of the networks that so many updates teach, as the weights' metadata have them.
    func networksTrained(in updates: Int) -> String {
        let kinds = (0..<updates).lazy.map(kind)
        var names = kinds.contains { $0 != .critics } ? ["actor", "builder"] : []
        if options.critics.isReinforced, kinds.contains(where: { $0 != .identity }) { names.append("critics") }
        return names.isEmpty ? "none" : names.joined(separator: ", ")
    }

    /// Updates before those that the ramps are for.
    private var warmUp: Int {
        options.schedule.identityUpdates + (options.critics.isReinforced ? options.critics.criticUpdates : 0)
    }

    /// Factor on the style weight: 0.1 after the warm-up, 1 after the ramp.
    func styleFactor(_ index: Int) -> Float {
        guard options.schedule.styleRampUpdates > 0 else { return 1 }
        let progress = Float(max(0, index - warmUp)) / Float(options.schedule.styleRampUpdates)
        return min(1, 0.1 + 0.9 * progress)
    }

    /// Steps of an episode that begins at update `index`.
    func episodeLength(_ index: Int) -> Int {
        guard options.schedule.episodeGrowthUpdates > 0 else { return options.memory.episodeLength }
        let progress = Double(max(0, index - warmUp)) / Double(options.schedule.episodeGrowthUpdates)
        return min(options.memory.episodeLength, 1 + Int(progress * Double(options.memory.episodeLength)))
    }

    /// Factor on the rates of actor and builder: half a cosine from 1 to 0.1 over the run.
    func rateFactor(_ index: Int) -> Float {
        guard options.optimiser.isRateDecayed, let updates = options.updates, updates > 0 else { return 1 }
        let progress = min(1, Double(index) / Double(updates))
        return Float(0.1 + 0.45 * (1 + cos(.pi * progress)))
    }

    /// How many of the latest transitions batches are drawn from. While the agent still changes fast, old frames would teach
    /// it to keep what it no longer does; the released code has no such window.
    func window(_ index: Int) -> Int {
        guard options.schedule.episodeGrowthUpdates > 0 else { return options.memory.replayCapacity }
        return min(options.memory.replayCapacity, max(64 * options.batch, index / 2))
    }
}

extension TrainingOptions {
    /// The number, from 1, of the update that is the first to log the weights λ: the first joint one; nil where there never
    /// is one.
    package var firstWeightsUpdate: Int? { Schedule(options: self).firstJoint }

    /// The number, from 1, of the update that is the first to log Q; nil where there never is one.
    package var firstCriticUpdate: Int? {
        guard critics.isReinforced else { return nil }
        return critics.criticUpdates > 0 ? schedule.identityUpdates + 1 : firstWeightsUpdate
    }
}
