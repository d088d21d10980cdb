import Foundation

/// How an agent goes on learning on one content and one style.
package struct PracticeOptions: Sendable, Equatable {
    /// Updates of the whole practice, for the rates: constant, and down a cosine in the last two fifths.
    package var updates = 80
    /// The short side that the pair is reduced to at most, pixels. What is learned there holds for larger sizes.
    package var shortSide = 256
    /// Episodes that go on side by side, at different steps: the agent is to learn all steps at once.
    package var episodes = 4
    /// Rates, weights of the losses, length of episodes and seed; the rest of it asks for what a practice has not.
    package var training: TrainingOptions

    /// The painting losses with a higher rate than training has: a pair is learned in a minute and forgotten again.
    package init() {
        training = .standard
        training.batch = 1
        training.critics.isReinforced = false
        training.critics.noise = .octaves
        training.losses.weighting = .fixed(content: 0, style: 1, contrastive: 0)
        training.memory.episodeLength = 5
        training.optimiser.actorRate = 3e-4
        training.optimiser.builderRate = 6e-4
        training.optimiser.gradientLimit = 100
        training.painting.content = EpisodeWeight(0.5, 0.35)
        training.painting.palette = EpisodeWeight(200)
        training.painting.hue = EpisodeWeight(200)
        training.painting.contrast = EpisodeWeight(80)
        training.painting.edges = EpisodeWeight(8, 6)
        training.painting.fringes = EpisodeWeight(4, 3)
        training.painting.auras = EpisodeWeight(6, 5)
        training.painting.haze = EpisodeWeight(3, 2)
        training.painting.strokes = EpisodeWeight(1.5, 3)
        training.painting.foreign = EpisodeWeight(50)
        training.painting.grid = EpisodeWeight(20)
        training.painting.range = EpisodeWeight(1)
    }

    /// Factor on the rates of update `index` = 0, 1, …
    func rateFactor(_ index: Int) -> Float {
        let progress = min(1, Float(index) / Float(max(1, updates)))
        guard progress > 0.6 else { return 1 }
        return 0.05 + 0.475 * (1 + cos(.pi * (progress - 0.6) / 0.4))
    }

    /// What is wrong with them, nil where nothing is.
    package var problem: String? {
        if !(1...100_000).contains(updates) { return "updates is \(updates) and must be from 1 to 100000" }
        if !(Self.leastSide...1024).contains(shortSide) {
            return "the size is \(shortSide) and must be from \(Self.leastSide) to 1024 pixels"
        }
        if !(1...64).contains(episodes) { return "episodes is \(episodes) and must be from 1 to 64" }
        if training.memory.episodeLength > 100 {
            return "memory.episodeLength is \(training.memory.episodeLength) and must be from 1 to 100"
        }
        var checked = training
        // Training draws batches of several.
        checked.batch = 2
        return checked.problem
    }

    /// The least short side that all losses can look at, pixels.
    package static let leastSide = 64
}
