import Engine
import Foundation

/// What `evaluate` says of one weights file.
struct EvaluationReport: Encodable {
    /// Another loss network beside the one measured with.
    struct Comparison: Encodable {
        let lossNetwork: String
        let reward: Double?
        let change: Double?

        init(lossNetwork: String, agreement: RewardAgreement) {
            self.lossNetwork = lossNetwork
            reward = agreement.reward
            change = agreement.change
        }
    }

    let weights: String
    let lossNetwork: String
    let taps: Int
    let pairs: Int
    let fallingPairs: Int
    let growingPairs: Int
    let foreignMedians: [Double]
    let frames: [FrameMetrics]
    let comparison: Comparison?
    let critic: CriticAgreement?

    init(
        weights: String, lossNetwork: String, taps: Int, summary: EvaluationSummary, comparison: Comparison?,
        critic: CriticAgreement?
    ) {
        self.weights = weights
        self.lossNetwork = lossNetwork
        self.taps = taps
        pairs = summary.pairs
        fallingPairs = summary.fallingPairs
        growingPairs = summary.growingPairs
        foreignMedians = summary.foreignMedians
        frames = summary.frames
        self.comparison = comparison
        self.critic = critic
    }

    /// A table of step 0 and `steps`, then a sentence for each finding.
    func lines(steps: [Int]) -> [String] {
        let rows = frames.filter { $0.step == 0 || steps.contains($0.step) }.map { frame in
            ["\(frame.step)"] + [frame.content, frame.style, frame.ssim].map { String(format: "%.4f", $0) }
                + [frame.palette, frame.hue, frame.foreign, foreignMedians[frame.step]].map {
                    String(format: "%.2f", $0)
                }
                + [frame.edges, frame.strokes].map { String(format: "%.3f", $0) } + [
                    String(format: "%.2f", frame.chroma)
                ]
        }
        let titles = [
            "step", "content loss", "style loss", "SSIM", "palette", "hue", "foreign %", "median", "edges", "strokes",
            "chroma",
        ]
        var lines = [weights] + Table.lines([titles] + rows, rightAligned: Set(titles.indices))
        lines.append("Style loss falls at every step for \(fallingPairs) of \(pairs) pairs.")
        lines.append(
            "Palette + style loss, each over its value at step 0, falls at every step for \(growingPairs) of \(pairs) pairs."
        )
        if taps < 5 {
            lines.append(
                "Losses are means over the \(taps) taps of \(lossNetwork); the paper's have relu5_1 too and differ.")
        }
        if let comparison {
            lines.append(
                "\(comparison.lossNetwork): rank correlation of the reward \(Self.text(comparison.reward)), "
                    + "of its change from step to step \(Self.text(comparison.change)).")
        }
        if let critic {
            let chosen = steps.map { "\(Self.text(critic.correlations[$0 - 1])) at step \($0)" }
            lines.append(
                "Rank correlation of Q with the discounted return (γ = \(critic.discount)) over pairs: "
                    + "\(chosen.joined(separator: ", ")); mean of all steps \(Self.text(critic.mean)).")
        }
        return lines
    }

    private static func text(_ correlation: Double?) -> String {
        correlation.map { String(format: "%.3f", $0) } ?? "undefined"
    }
}
