/// A run whose weights were kept.
struct LookbackRun: Equatable, Sendable, Identifiable {
    /// The run folder, resolved.
    let id: String
    let name: String
    /// Oldest first, never empty.
    let moments: [TrainingMoment]
    /// The folders that the run learns from.
    let contentFolder: String
    let styleFolder: String
}
