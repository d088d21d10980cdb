import Files
import Tensors

/// Measures sequences as the paper's table 1 does and as paintings: losses and measures on frames clamped and rounded to 8 bits, while the
/// stepping goes on unclamped. What the pair alone decides is computed once, for however many agents.
package struct PairMetrics {
    private let lossNetwork: LossNetwork
    private let content: [Variable]
    private let style: StyleStatistics
    private let picture: Picture
    private let painting: PaintingMeasures
    private let contentImage: FloatImage
    private let styleImage: FloatImage
    /// Metrics of the content itself.
    private let start: FrameMetrics
    /// The comparison's view of the style.
    private let compared: (lossNetwork: LossNetwork, style: StyleStatistics)?

    /// For one pair.
    ///
    /// - Parameters:
    ///   - lossNetwork: with five taps for the paper's metrics; with four, losses are means over those.
    ///   - comparedNetwork: another one, whose rewards are wanted too.
    /// - Throws: `EngineError.unsuitableImage` where one is too small to be measured.
    package init(
        lossNetwork: LossNetwork, comparedNetwork: LossNetwork? = nil, content: Picture, style: Picture
    ) throws {
        let least = Self.leastSide(lossNetwork, comparedNetwork)
        try Self.check((content.width, content.height), "content", least: least)
        try Self.check((style.width, style.height), "style", least: least)
        let tape = Tape(recording: false)
        let (contentImage, styleImage) = (FloatImage(content), FloatImage(style))
        self.lossNetwork = lossNetwork
        self.contentImage = contentImage
        self.styleImage = styleImage
        let maps = lossNetwork.features(Variable(contentImage.tensor()), taps: lossNetwork.tapCount, on: tape)
        let target = StyleStatistics(
            lossNetwork.features(Variable(styleImage.tensor()), taps: lossNetwork.tapCount, on: tape), on: tape)
        painting = try PaintingMeasures(content: content, style: style)
        start = FrameMetrics(
            step: 0, content: 0, style: Self.mean(StyleStatistics(maps, on: tape), target, on: tape), ssim: 1
        ).painted(painting.measure(content))
        // The first three are no part of the content loss, and large.
        self.content = Array(maps.dropFirst(3))
        self.style = target
        picture = content
        compared = comparedNetwork.map { network in
            (network, StyleStatistics(network.features(Variable(styleImage.tensor()), on: tape), on: tape))
        }
    }

    /// The metrics of a frame of the sequence.
    package func measure(_ frame: FloatImage, step: Int) -> FrameMetrics {
        measure(rounded: frame.picture(), step: step)
    }

    private func measure(rounded: Picture, step: Int) -> FrameMetrics {
        let tape = Tape(recording: false)
        let maps = lossNetwork.features(
            Variable(FloatImage(rounded).tensor()), taps: lossNetwork.tapCount, on: tape)
        let contentLoss = zip(maps.dropFirst(3), content).reduce(0.0) { total, pair in
            total + Double(tape.meanSquaredError(pair.0, pair.1).value.scalar)
        }
        return FrameMetrics(
            step: step, content: contentLoss / Double(content.count),
            style: Self.mean(StyleStatistics(maps, on: tape), style, on: tape),
            ssim: StructuralSimilarity.mean(rounded, picture)
        ).painted(painting.measure(rounded))
    }

    /// Measures the content and every frame of `steps` steps with the mean action.
    ///
    /// - Parameters:
    ///   - assessesCritics: whether Q and rewards are wanted; the agent must have critics. Rewards are measured for a
    ///     compared loss network as well.
    ///   - frame: is shown every step, from 1, and its frame, rounded to 8 bits.
    package func measure(
        _ agent: Agent, steps: Int, assessesCritics: Bool = false, frame show: (Int, Picture) -> Void = { _, _ in }
    ) throws -> SequenceMeasurement {
        var sequence = try StyleSequence(agent: agent, content: contentImage, style: styleImage)
        var result = SequenceMeasurement(frames: [start])
        for step in 1...steps {
            let frame = try sequence.step(StepOptions(isAssessed: assessesCritics))
            let rounded = frame.picture()
            result.frames.append(measure(rounded: rounded, step: step))
            show(step, rounded)
            if assessesCritics || compared != nil {
                result.rewards.append(Self.reward(frame.image, style, by: lossNetwork))
            }
            if let compared {
                result.comparedRewards.append(Self.reward(frame.image, compared.style, by: compared.lossNetwork))
            }
            if assessesCritics, let q = frame.report?.q { result.qValues.append(Double(q)) }
        }
        return result
    }

    /// r = −(eq. 5 over four taps), of the moving image as it is.
    private static func reward(_ frame: FloatImage, _ style: StyleStatistics, by network: LossNetwork) -> Double {
        let tape = Tape(recording: false)
        let own = StyleStatistics(network.features(Variable(frame.tensor()), on: tape), on: tape)
        return -Double(own.distance(to: style, on: tape).value.scalar)
    }

    /// Mean over taps of eq. 5.
    private static func mean(_ own: StyleStatistics, _ target: StyleStatistics, on tape: Tape) -> Double {
        Double(own.distance(to: target, on: tape).value.scalar) / Double(own.levels.count)
    }
}
