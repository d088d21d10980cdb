/// The metrics of many sequences: means for each step, and how steadily the style loss falls.
public struct EvaluationSummary: Codable, Sendable, Equatable {
    /// Means over the pairs, step 0 first.
    public let frames: [FrameMetrics]
    /// Pairs whose style loss falls at every step, within 0.1 %.
    public let fallingPairs: Int
    /// Pairs measured.
    public let pairs: Int

    /// Of sequences of one length, at least one.
    public init(_ sequences: [SequenceMeasurement]) {
        precondition(!sequences.isEmpty, "a summary of no pairs")
        let count = Double(sequences.count)
        frames = sequences[0].frames.indices.map { step in
            let mean = { (value: (FrameMetrics) -> Double) in
                sequences.reduce(0) { $0 + value($1.frames[step]) } / count
            }
            return FrameMetrics(
                step: sequences[0].frames[step].step, content: mean { $0.content }, style: mean { $0.style },
                ssim: mean { $0.ssim })
        }
        fallingPairs = sequences.count { sequence in
            zip(sequence.frames, sequence.frames.dropFirst()).allSatisfy { $1.style <= $0.style * 1.001 }
        }
        pairs = sequences.count
    }
}
