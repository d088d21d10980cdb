/// How a trainer that was started here has ended.
struct TrainerOutcome: Equatable, Sendable {
    /// The run folder, resolved.
    let folder: String
    /// Whether it ended in order: all updates made, or stopped.
    let isOrderly: Bool
    /// Whether the run had begun, so that there is something to go on with.
    let hasBegun: Bool
    /// The last thing it said.
    let message: String
}
