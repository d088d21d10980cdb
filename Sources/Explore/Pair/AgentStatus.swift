import Engine
import Screens

/// The trained networks: where they come from and whether they are there.
enum AgentStatus: Equatable, Sendable {
    case loading
    /// No weights were given and the program found none of its own.
    case missing
    case failed(path: String, message: String)
    case ready(AgentSummary)

    var summary: AgentSummary? {
        if case .ready(let summary) = self { summary } else { nil }
    }
}

/// What people and recipes are told of the weights.
struct AgentSummary: Equatable, Sendable {
    let path: String
    let sha256: String
    let parameterCount: Int
    /// What its steps multiply in.
    var precision = Precision.float32
    /// Why the loss network that was found cannot be used, so that rewards and losses stay unknown.
    var lossNetworkProblem: String?
}

/// What people are told when there are no weights.
enum WeightsAdvice {
    static let missing =
        "There are no weights yet, so no step can be taken: start with --weights FILE, or make such a file from a "
        + "PyTorch checkpoint with “ministyler convert --actor A.pth.tar --builder B.pth.tar --output W.safetensors”."
}
