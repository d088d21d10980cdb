/// The parts of an update whose time is told apart.
package enum TrainingPart: String, Codable, Sendable, CaseIterable {
    /// Control learning: the critics and their targets (eq. 1 and 2).
    case critics
    /// Control learning: the actor by eq. 3, every few updates.
    case policy
    /// Generative learning: actor and builder, the loss network apart.
    case generative
    /// The losses that make an agent paint, which need no loss network.
    case painting
    /// The loss network, forward and backward, of the update and of the environment's step.
    case lossNetwork = "loss network"
    /// Optimisers and moving averages.
    case optimisers
    /// The environment's step, the loss network apart.
    case environment
    /// Drawing batches and noise, writing transitions.
    case memory
}
