import Foundation

/// Every choice of a training run, in groups. Presets: `standard`, this project's defaults; `paper`, the paper's values;
/// `released`, what the authors' code does. The table in docs/training.md lists every difference.
public struct TrainingOptions: Codable, Sendable, Equatable {
    /// Images of a batch drawn from the replay memory: 8 (paper).
    public var batch = 8
    /// Side of the square crops, pixels, a multiple of 4: 256 (paper).
    public var crop = 256
    /// Seed of everything random.
    public var seed: UInt64 = 1
    /// What convolutions multiply in; see `Precision.fastest`.
    public var precision = Precision.float32
    /// Updates of the whole run, for the schedules; nil trains until stopped, with constant rates.
    public var updates: Int?

    /// How parameters move.
    public var optimiser = OptimiserOptions()
    /// Control learning (section 3.3.1).
    public var critics = CriticOptions()
    /// Generative learning (section 3.3.2).
    public var losses = LossOptions()
    /// The losses that make an agent paint.
    public var painting = PaintingOptions()
    /// The stable start.
    public var schedule = ScheduleOptions()
    /// Environment and memory.
    public var memory = MemoryOptions()

    /// What every preset begins with: the groups' own defaults.
    public init() {}

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
