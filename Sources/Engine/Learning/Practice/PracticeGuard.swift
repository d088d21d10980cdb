import Tensors

/// Notices when a practice has lost the picture, or its numbers, and takes the weights back to where they were good.
struct PracticeGuard {
    /// `loss/edges` beyond which a picture is not the photograph's any more; sound sequences end at 0.2 to 0.4.
    private static let lostEdges: Float = 0.75
    /// Updates that tell what the agent began with: one that has not learned yet has no picture to lose.
    private static let firstUpdates = 4
    /// Updates between weights that are kept.
    private static let interval = 10

    /// What the rates are multiplied by: halved each time.
    private(set) var rateFactor: Float = 1
    /// Edges of late, so that one hard step is no loss.
    private var edges: Float?
    private var updates = 0
    private var bound = Self.lostEdges
    private var good: [[Float]] = []
    /// Weights that are good where the next update finds them so: an update judges what it began from.
    private var candidate: [[Float]]?
    private var sinceGood = 0

    /// Takes the weights of now for good.
    mutating func keep(_ learner: Learner) { good = Self.parameters(of: learner).map(\.array) }

    /// What is asked for has changed: what was lost before says nothing of it.
    mutating func forgive() { rateFactor = 1 }

    /// Judges what an update found; whether the weights were taken back.
    mutating func check(_ report: TrainingReport, _ learner: Learner) -> Bool {
        if let value = report.painting["loss/edges"] { edges = edges.map { 0.7 * $0 + 0.3 * value } ?? value }
        updates += 1
        if updates <= Self.firstUpdates, let edges, edges.isFinite { bound = max(bound, 1.2 * edges) }
        let isLost = !report.isFinite || !(edges ?? 0).isFinite || (edges ?? 0) > bound
        if isLost {
            for (parameter, values) in zip(Self.parameters(of: learner), good) { parameter.assign(values) }
            for optimizer in [learner.actorOptimizer, learner.builderOptimizer] { optimizer.forget() }
            rateFactor *= 0.5
            (edges, sinceGood, candidate) = (nil, 0, nil)
            return true
        }
        if let found = candidate, (edges ?? 0) < 0.9 * bound { good = found }
        candidate = nil
        sinceGood += 1
        if sinceGood >= Self.interval {
            candidate = Self.parameters(of: learner).map(\.array)
            sinceGood = 0
        }
        return false
    }

    private static func parameters(of learner: Learner) -> [Parameter] {
        learner.actor.parameters.parameters + learner.builder.parameters.parameters
    }
}
