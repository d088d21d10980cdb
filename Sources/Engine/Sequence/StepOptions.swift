/// How an action is chosen from the policy.
package enum ActionChoice: Sendable, Equatable {
    /// μ, deterministic.
    case mean
    /// μ + σ·n with n drawn from this seed.
    case sample(seed: UInt64)

    /// The choice for the step `count` steps later in the same sequence: with each step, 1 is added to the seed, so that no
    /// two steps have the same noise.
    package func later(by count: Int) -> ActionChoice {
        switch self {
        case .mean: .mean
        case .sample(let seed): .sample(seed: seed &+ UInt64(count))
        }
    }
}

/// The choices of one step.
package struct StepOptions: Sendable, Equatable {
    /// α in [0, 1]: how much of the style's side the builder reads, and how little of the content's own.
    package var alpha: Float
    /// Mean or sampled action.
    package var action: ActionChoice
    /// Whether the step is assessed: Q where there are critics, the losses and the reward where there is a loss network.
    package var isAssessed: Bool
    /// Whether the frame that the step starts from is not wanted any more: its memory then serves the new one, and nothing else
    /// may be done with it. Where critics assess the step, it is kept.
    var consumesStart = false

    /// Full strength, mean action, assessed.
    package init(alpha: Float = 1, action: ActionChoice = .mean, isAssessed: Bool = true) {
        self.alpha = alpha
        self.action = action
        self.isAssessed = isAssessed
    }
}
