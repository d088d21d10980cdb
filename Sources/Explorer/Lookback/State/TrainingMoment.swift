/// Weights that a run kept of one moment of its training.
struct TrainingMoment: Equatable, Sendable {
    /// Updates made before it.
    let update: Int
    /// The safetensors file.
    let path: String
}
