import Files
import Foundation
import Tensors

/// The stepping session: a content image on its way to a style, every frame kept.
///
/// A value: `branch(from:)` and plain copies share frames and the style side, which is computed once.
package struct StyleSequence: Sendable {
    /// The smallest side of a content or style image, pixels.
    package static let minimumSide = 8
    /// The largest side of a content or style image, pixels.
    package static let maximumSide = 4096

    /// Frame 0, the content, and a frame for each step so far.
    package private(set) var frames: [SequenceFrame]
    /// The agent that acts.
    package let agent: Agent
    private let style: PreparedStyle
    private let assessor: LossAssessor?

    /// Starts from images of any extents between 8×8 and 4096×4096.
    ///
    /// - Parameter lossNetwork: measures the losses and the reward of assessed steps; nil: they are not known.
    /// - Throws: `EngineError.unsuitableImage`.
    package init(agent: Agent, content: FloatImage, style: FloatImage, lossNetwork: LossNetwork? = nil) throws {
        try Self.check(content, role: "content")
        try Self.check(style, role: "style")
        self.agent = agent
        self.style = PreparedStyle(agent: agent, image: style)
        assessor = lossNetwork.flatMap { LossAssessor(network: $0, content: content, style: style) }
        frames = [SequenceFrame(step: 0, image: content, report: nil, moving: content.tensor(multiple: 4))]
    }

    /// Takes one action from the last frame and appends the frame it leads to.
    @discardableResult
    package mutating func step(_ options: StepOptions = StepOptions()) throws -> SequenceFrame {
        let start = frames[frames.count - 1]
        var (frame, action) = advanced(from: start, options)
        if options.isAssessed { frame.report = assessed(frame, from: start, action: action) }
        frames.append(frame)
        return frame
    }

    /// The sequence up to and including frame `step`, to go on from there.
    package func branch(from step: Int) -> StyleSequence {
        precondition(frames.indices.contains(step), "branching from frame \(step) of \(frames.count)")
        var result = self
        result.frames.removeSubrange((step + 1)...)
        return result
    }

    /// The picture at a fractional position in 0…(frames − 1): a blend of the two neighbouring frames.
    package func image(at position: Double) -> FloatImage {
        Self.image(at: position, of: frames)
    }

    /// As `image(at:)`, for frames kept elsewhere.
    package static func image(at position: Double, of frames: [SequenceFrame]) -> FloatImage {
        let bounded = min(max(position, 0), Double(frames.count - 1))
        let index = Int(bounded)
        guard index + 1 < frames.count else { return frames[index].image }
        return frames[index].image.blended(with: frames[index + 1].image, fraction: Float(bounded - Double(index)))
    }

    /// The frame that one action leads to from any frame of this content and style, and the action; not assessed.
    func advanced(from frame: SequenceFrame, _ options: StepOptions) -> (frame: SequenceFrame, action: Tensor) {
        let start = ContinuousClock.now
        let moving = frame.moving
        var noise: Tensor?
        if case .sample(let seed) = options.action {
            noise = Self.noise(agent.noise, seed: seed, for: moving.shape)
        }
        let result = agent.step(
            moving: moving, step: frame.step + 1, style: style.code, alpha: options.alpha, noise: noise)
        let content = frames[0].image
        let elapsed = ContinuousClock.now - start
        let report = StepReport(
            step: frame.step + 1, seconds: elapsed / .seconds(1), actionSize: result.actionSize,
            entropy: result.entropy)
        let next = SequenceFrame(
            step: frame.step + 1,
            image: FloatImage(result.moving, width: content.width, height: content.height), report: report,
            moving: result.moving)
        return (next, result.action)
    }

    /// The report of `frame`, which `action` led to from `start`, with all that critics and loss network know of it.
    func assessed(_ frame: SequenceFrame, from start: SequenceFrame, action: Tensor) -> StepReport? {
        guard var report = frame.report else { return nil }
        report.q = agent.q(moving: start.moving, action: action, styles: style.criticStyles)
        if let losses = assessor?.losses(of: frame.image) {
            (report.styleLoss, report.contentLoss) = losses
            report.reward = -losses.style
        }
        return report
    }

    /// n of the action's extent, the same for a seed on every processor.
    static func noise(_ noise: ActionNoise = .white, seed: UInt64, for moving: Shape) -> Tensor {
        var generator = RandomGenerator(seed: seed)
        return noise.draw(Shape(1, 64, moving.height / 4, moving.width / 4), using: &generator)
    }

    private static func check(_ image: FloatImage, role: String) throws {
        let extent = "\(image.width)×\(image.height)"
        if min(image.width, image.height) < minimumSide {
            throw EngineError.unsuitableImage(
                problem: "The \(role) image is \(extent) pixels, too small: use one of at least 8×8.")
        }
        if max(image.width, image.height) > maximumSide {
            throw EngineError.unsuitableImage(
                problem: "The \(role) image is \(extent) pixels, too large: shrink it to at most 4096×4096.")
        }
    }
}

/// The style side of a sequence, immutable once made.
private final class PreparedStyle: @unchecked Sendable {
    /// Critics look at a style no larger than those that they learned with.
    private static let criticShortSide = 256

    let code: StyleCode
    let criticStyles: [CriticStyle?]?

    init(agent: Agent, image: FloatImage) {
        code = agent.code(of: image.tensor())
        criticStyles = agent.criticStyles(of: image.reduced(shortSide: Self.criticShortSide).tensor(multiple: 4))
    }
}
