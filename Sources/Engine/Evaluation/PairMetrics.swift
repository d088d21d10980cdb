import Files
import Tensors

/// What the paper's table 1 measures of one frame.
public struct FrameMetrics: Codable, Sendable, Equatable {
    /// Steps taken; 0 is the content itself.
    public var step: Int
    /// Mean of the MSE at relu4_1 and relu5_1 against the content.
    public var content: Double
    /// Mean over relu1_1…relu5_1 of the distance of eq. 5 to the style.
    public var style: Double
    /// Mean SSIM against the content.
    public var ssim: Double
}

/// Measures sequences as the paper's table 1 does: losses and SSIM on frames clamped and rounded to 8 bits, while the
/// stepping goes on unclamped.
public struct PairMetrics {
    private let lossNetwork: LossNetwork
    private let content: [Variable]
    private let style: StyleStatistics
    private let picture: Picture

    /// For one pair. The loss network must have five taps.
    public init(lossNetwork: LossNetwork, content: Picture, style: Picture) {
        let tape = Tape(recording: false)
        let features = { (picture: Picture) in
            lossNetwork.features(Variable(FloatImage(picture).tensor()), taps: lossNetwork.tapCount, on: tape)
        }
        self.lossNetwork = lossNetwork
        self.content = features(content)
        self.style = StyleStatistics(features(style), on: tape)
        picture = content
    }

    /// The metrics of a frame of the sequence.
    public func measure(_ frame: FloatImage, step: Int) -> FrameMetrics {
        let tape = Tape(recording: false)
        let rounded = frame.picture()
        let maps = lossNetwork.features(
            Variable(FloatImage(rounded).tensor()), taps: lossNetwork.tapCount, on: tape)
        let deepest = maps.indices.suffix(from: 3)
        let contentLoss = deepest.reduce(0.0) { total, tap in
            total + Double(tape.meanSquaredError(maps[tap], content[tap]).value.scalar)
        }
        let styleLoss = StyleStatistics(maps, on: tape).distance(to: style, on: tape).value.scalar
        return FrameMetrics(
            step: step, content: contentLoss / Double(deepest.count), style: Double(styleLoss) / Double(maps.count),
            ssim: StructuralSimilarity.mean(rounded, picture))
    }

    /// Metrics of the content and of every frame of `steps` steps with the mean action.
    public static func sequence(
        agent: Agent, lossNetwork: LossNetwork, content: Picture, style: Picture, steps: Int
    ) throws -> [FrameMetrics] {
        let metrics = PairMetrics(lossNetwork: lossNetwork, content: content, style: style)
        var sequence = try StyleSequence(agent: agent, content: FloatImage(content), style: FloatImage(style))
        var results = [metrics.measure(sequence.frames[0].image, step: 0)]
        for step in 1...steps {
            let frame = try sequence.step(StepOptions(isAssessed: false))
            results.append(metrics.measure(frame.image, step: step))
        }
        return results
    }
}
