import Foundation

/// Every choice of a training run, in groups. Presets: `standard`, this project's defaults; `paper`, the paper's values;
/// `released`, what the authors' code does. The table in docs/training.md lists every difference.
package struct TrainingOptions: Codable, Sendable, Equatable {
    /// Images of a batch drawn from the replay memory: 8 (paper).
    package var batch = 8
    /// Side of the square crops, pixels, a multiple of 4: 256 (paper).
    package var crop = 256
    /// Seed of everything random.
    package var seed: UInt64 = 1
    /// What convolutions multiply in; see `Precision.fastest`.
    package var precision = Precision.float32
    /// Updates of the whole run, for the schedules; nil trains until stopped, with constant rates.
    package var updates: Int?

    /// How parameters move.
    package var optimiser = OptimiserOptions()
    /// Control learning (section 3.3.1).
    package var critics = CriticOptions()
    /// Generative learning (section 3.3.2).
    package var losses = LossOptions()
    /// The losses that make an agent paint.
    package var painting = PaintingOptions()
    /// The stable start.
    package var schedule = ScheduleOptions()
    /// Environment and memory.
    package var memory = MemoryOptions()

    /// What every preset begins with: the groups' own defaults.
    package init() {}

    /// `anchorWeight` for a moving image that was stylized `step` times before.
    func anchorWeight(step: Int) -> Float { losses.anchorWeight * (1 - losses.anchorEase * progress(step: step)) }

    /// `structureWeight` for a moving image that was stylized `step` times before.
    func structureWeight(step: Int) -> Float {
        losses.structureWeight * (1 - losses.structureEase * progress(step: step))
    }

    /// How far the steps of an episode go.
    var relaxation: Relaxation { Relaxation(exponent: memory.relaxationExponent) }

    /// From 0 at the first step of an episode to 1 at step `episodeLength`, for a moving image that was stylized `step` times.
    func progress(step: Int) -> Float { min(1, Float(step) / Float(max(1, memory.episodeLength - 1))) }
}

/// A lower and an upper bound.
package struct ClosedBounds: Codable, Sendable, Equatable {
    /// Smallest and largest value.
    package var lower: Float, upper: Float

    /// lower ≤ upper.
    package init(_ lower: Float, _ upper: Float) {
        precondition(lower <= upper)
        self.lower = lower
        self.upper = upper
    }
}
