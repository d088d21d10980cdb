import Engine

/// A trained agent: the policy that chooses actions, the network that makes pictures of them and, where its weights hold them,
/// the critics.
public struct Agent: Sendable {
    let networks: Engine.Agent

    /// Reads a safetensors file, as training and `ministyler convert` write them.
    ///
    /// - Throws: `MiniStylerError.file` where it cannot be read, `.weights` where it holds no agent.
    public init(contentsOf path: String) throws(MiniStylerError) {
        networks = try MiniStylerError.translating { try Engine.Agent.load(path) }
    }

    /// The agent that comes with MiniStyler, or that the environment variable `MINISTYLER_WEIGHTS` names.
    ///
    /// - Throws: `MiniStylerError.weights` where its file is missing; otherwise as `init(contentsOf:)`.
    public static func shipped() throws(MiniStylerError) -> Agent {
        try Agent(contentsOf: ShippedFiles.weights())
    }

    /// Gives a content the style of another picture, step by step.
    ///
    /// - Parameters:
    ///   - content: from 8×8 to 16384×16384 pixels.
    ///   - style: of such a size too, any other one.
    ///   - steps: how many actions are taken, at least 0.
    ///   - action: how they are chosen. Of samples, the first has this seed and every later one a seed larger by 1.
    ///   - strength: α of each action, from 0 to 1.
    /// - Returns: the frames of steps 1 to `steps`, of the content's size.
    /// - Throws: `MiniStylerError.image` for pictures of another size.
    public func stylize(
        _ content: Image, in style: Image, steps: Int = 10, action: Action = .mean, strength: Float = 1
    ) throws(MiniStylerError) -> [Frame] {
        var stylization = try Stylization(of: content, in: style, by: self)
        for index in 0..<steps { try stylization.step(action.later(by: index), strength: strength) }
        return Array(stylization.frames.dropFirst())
    }
}

/// How an action is chosen from the policy.
public enum Action: Sendable, Equatable {
    /// Its mean, always the same.
    case mean
    /// A sample, the same for a seed on every processor.
    case sample(seed: UInt64)

    var choice: ActionChoice {
        switch self {
        case .mean: .mean
        case .sample(let seed): .sample(seed: seed)
        }
    }

    fileprivate func later(by count: Int) -> Action {
        switch choice.later(by: count) {
        case .mean: .mean
        case .sample(let seed): .sample(seed: seed)
        }
    }
}
