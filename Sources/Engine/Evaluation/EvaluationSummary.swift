/// The metrics of many sequences: means for each step, and how steadily the style loss falls.
package struct EvaluationSummary: Codable, Sendable, Equatable {
    /// Means over the pairs, step 0 first.
    package let frames: [FrameMetrics]
    /// Median over the pairs of `FrameMetrics.foreign`, which hangs on few of them, step 0 first.
    package let foreignMedians: [Double]
    /// Pairs whose palette + style loss, each over its value at step 0, falls at every step, within 0.1 %.
    package let growingPairs: Int
    /// Pairs whose style loss falls at every step, within 0.1 %.
    package let fallingPairs: Int
    /// Pairs measured.
    package let pairs: Int

    /// Of sequences of one length, at least one.
    package init(_ sequences: [SequenceMeasurement]) {
        precondition(!sequences.isEmpty, "a summary of no pairs")
        let count = Double(sequences.count)
        frames = sequences[0].frames.indices.map { step in
            let mean = { (value: (FrameMetrics) -> Double) in
                sequences.reduce(0) { $0 + value($1.frames[step]) } / count
            }
            var frame = FrameMetrics(
                step: sequences[0].frames[step].step, content: mean { $0.content }, style: mean { $0.style },
                ssim: mean { $0.ssim })
            (frame.palette, frame.hue, frame.foreign) = (mean { $0.palette }, mean { $0.hue }, mean { $0.foreign })
            (frame.edges, frame.strokes, frame.chroma) = (mean { $0.edges }, mean { $0.strokes }, mean { $0.chroma })
            return frame
        }
        foreignMedians = sequences[0].frames.indices.map { step in
            let shares = sequences.map { $0.frames[step].foreign }.sorted()
            return (shares[(shares.count - 1) / 2] + shares[shares.count / 2]) / 2
        }
        growingPairs = sequences.count { sequence in
            guard let start = sequence.frames.first, start.palette > 0, start.style > 0 else { return false }
            let distances = sequence.frames.map { $0.palette / start.palette + $0.style / start.style }
            return zip(distances, distances.dropFirst()).allSatisfy { $1 <= $0 * 1.001 }
        }
        fallingPairs = sequences.count { sequence in
            zip(sequence.frames, sequence.frames.dropFirst()).allSatisfy { $1.style <= $0.style * 1.001 }
        }
        pairs = sequences.count
    }
}
