import Engine

/// How an agent does on pairs of pictures: the measures of `ministyler evaluate`, which docs/metrics.md defines. Actions are the
/// mean ones; frames are measured rounded to 8 bits.
public struct Evaluation: Sendable {
    /// Pairs measured.
    public let pairs: Int
    /// Pairs whose style loss falls at every step, within 0.1 %.
    public let fallingPairs: Int
    /// Means over the pairs of the content itself (step 0) and after each step.
    public let frames: [Measures]

    /// Takes an agent through every pair of a folder.
    ///
    /// - Parameters:
    ///   - agent: acts.
    ///   - folder: holds `NNN/content.png` and `NNN/style.png`, or `.jpg`; folders without both are passed over.
    ///   - steps: of each pair, at least 1.
    ///   - lossNetwork: a safetensors file; nil: the one that comes with MiniStyler or that `MINISTYLER_LOSS_NETWORK` names.
    /// - Throws: `MiniStylerError.file` where there are no pairs or a file cannot be read, `.image` where a picture is smaller
    ///   than 16×16 pixels or takes more memory to be measured than half of what is free.
    public init(
        of agent: Agent, onPairsIn folder: String, steps: Int = 10, lossNetwork: String? = nil
    ) throws(MiniStylerError) {
        precondition(steps > 0, "an evaluation of \(steps) steps")
        let path = try ShippedFiles.lossNetwork(unless: lossNetwork)
        let sequences = try MiniStylerError.translating {
            try PairFolder(folder).measure([agent.networks], steps: steps, lossNetwork: LossNetwork.load(path))
        }
        let summary = EvaluationSummary(sequences[0])
        pairs = summary.pairs
        fallingPairs = summary.fallingPairs
        frames = summary.frames.map(Measures.init)
    }

    /// What is measured after one step.
    public struct Measures: Sendable {
        /// Of table 1 of the paper: distance from the content in the loss network's deep layers, from 0 up; distance from the
        /// style (eq. 5), a mean over the network's taps, from 0 up; mean structural similarity to the content, at most 1.
        public let contentLoss: Double, styleLoss: Double, ssim: Double
        /// Of colours: distance from the style's in OKLab, × 100, from 0 up; the same without lightness; the share of pixels
        /// whose colour the style has not, %; mean chroma over that of the style, 1 being best.
        public let palette: Double, hue: Double, foreign: Double, chroma: Double
        /// Of drawing: how far edges are from the content's, from 0 to 2; how far the sizes of strokes are from the style's,
        /// octaves.
        public let edges: Double, strokes: Double

        init(_ metrics: FrameMetrics) {
            (contentLoss, styleLoss, ssim) = (metrics.content, metrics.style, metrics.ssim)
            (palette, hue, foreign, chroma) = (metrics.palette, metrics.hue, metrics.foreign, metrics.chroma)
            (edges, strokes) = (metrics.edges, metrics.strokes)
        }
    }
}
