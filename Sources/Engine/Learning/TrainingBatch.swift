import Tensors

/// Transitions drawn from the replay memory, N of them, with what is cached of them.
struct TrainingBatch {
    /// y: moving images, N×3×H×W.
    var moving: Tensor
    /// Style images, N×3×H×W.
    var style: Tensor
    /// x: actions, N×64×H/4×W/4; nil without RL.
    var action: Tensor?
    /// r, N of them.
    var reward: [Float] = []
    /// y′, N×3×H×W; nil without RL.
    var nextMoving: Tensor?
    /// 1 where y′ has a future.
    var mask: [Float] = []
    /// How often each moving image had been stylized before, N of them; taken as untouched where empty.
    var steps: [Int] = []
    /// Style loss of each moving image, N of them, nil for an untouched content and where it is forgotten; empty where
    /// nothing asks for it.
    var priorStyle: [Float?] = []
    /// Style statistics of the loss network, one row an image; computed where nil.
    var styleRows: [[Float]]?
    /// relu4_1 of the moving images; computed where nil.
    var contentFeatures: Tensor?
    /// The contents that the episodes began with, N×3×H×W, and their relu4_1; nil where nothing holds outputs to them.
    var origin: Tensor?
    var originFeatures: Tensor?
    /// Style statistics at half resolution, one row an image; nil where nothing asks for them.
    var coarseStyleRows: [[Float]]?
}

/// What chance decides of one update: the noises n ~ N(0, I), N×64×H/4×W/4 each, and where the painting losses look.
struct UpdateNoise {
    /// For x′, for eq. 3, and for the generative pass; each nil where the update has no such part.
    var next: Tensor?
    var actor: Tensor?
    var generative: Tensor?
    /// For the second sample of the same states, where variety is asked for.
    var other: Tensor?
    /// Decides which pixels and directions the painting losses look at.
    var painting = RandomGenerator(seed: 0)
}
