/// The metrics of many sequences: means for each step, and how steadily the style loss falls.
public struct EvaluationSummary: Codable, Sendable, Equatable {
    /// Means over the pairs, step 0 first.
    public let frames: [FrameMetrics]
    /// Pairs whose style loss falls at every step, within 0.1 %.
    public let fallingPairs: Int
    /// Pairs measured.
    public let pairs: Int

    /// Of sequences of one length, at least one.
    public init(_ sequences: [[FrameMetrics]]) {
        precondition(!sequences.isEmpty, "a summary of no pairs")
        let count = Double(sequences.count)
        frames = sequences[0].indices.map { step in
            let sum = { (value: (FrameMetrics) -> Double) in sequences.reduce(0) { $0 + value($1[step]) } / count }
            return FrameMetrics(
                step: sequences[0][step].step, content: sum { $0.content }, style: sum { $0.style },
                ssim: sum { $0.ssim })
        }
        fallingPairs = sequences.count { frames in
            zip(frames, frames.dropFirst()).allSatisfy { $1.style <= $0.style * 1.001 }
        }
        pairs = sequences.count
    }
}
