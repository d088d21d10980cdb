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
    package static let maximumSide = 16384

    /// Frame 0, the content, and a frame for each step so far.
    package private(set) var frames: [SequenceFrame]
    /// The agent that acts.
    package let agent: Agent
    /// At which sizes steps are taken; nil for the content's throughout.
    let schedule: CoarseToFineSchedule?
    /// One for each level of the schedule, the last of the style as it is.
    private let styles: [PreparedStyle]
    private let assessor: LossAssessor?

    /// Starts from images of any extents between 8×8 and 16384×16384.
    ///
    /// - Parameters:
    ///   - lossNetwork: measures the losses and the reward of assessed steps; nil: they are not known.
    ///   - schedule: at which sizes steps are taken; nil for the content's throughout. Frames have the content's size either way.
    /// - Throws: `EngineError.unsuitableImage`.
    package init(
        agent: Agent, content: FloatImage, style: FloatImage, lossNetwork: LossNetwork? = nil,
        schedule: CoarseToFineSchedule? = nil
    ) throws {
        try Self.check(content.width, content.height, role: "content")
        try Self.check(style.width, style.height, role: "style")
        self.init(
            agent: agent, style: PreparedStyle(agent: agent, image: style.tensor()) { style },
            reducedStyles: Self.reduced(agent, schedule) { style },
            assessor: lossNetwork.flatMap { LossAssessor(network: $0, content: content, style: style) },
            moving: content.tensor(multiple: 4), width: content.width, height: content.height, schedule: schedule)
    }

    /// The same from pictures, which take less memory until they are needed: a quarter with 8 bits, three quarters with 16.
    package init(
        agent: Agent, content: Picture, style: Picture, lossNetwork: LossNetwork? = nil,
        schedule: CoarseToFineSchedule? = nil
    ) throws {
        try Self.check(content.width, content.height, role: "content")
        try Self.check(style.width, style.height, role: "style")
        self.init(
            agent: agent, style: PreparedStyle(agent: agent, image: style.tensor()) { FloatImage(style) },
            reducedStyles: Self.reduced(agent, schedule) { FloatImage(style) },
            assessor: lossNetwork.flatMap {
                LossAssessor(network: $0, content: FloatImage(content), style: FloatImage(style))
            }, moving: content.tensor(multiple: 4), width: content.width, height: content.height, schedule: schedule)
    }

    private init(
        agent: Agent, style: PreparedStyle, reducedStyles: [PreparedStyle], assessor: LossAssessor?, moving: Tensor,
        width: Int, height: Int, schedule: CoarseToFineSchedule?
    ) {
        (self.agent, styles, self.assessor, self.schedule) = (agent, reducedStyles + [style], assessor, schedule)
        frames = [SequenceFrame(step: 0, width: width, height: height, report: nil, moving: moving)]
    }

    /// The style at all levels but the last.
    private static func reduced(
        _ agent: Agent, _ schedule: CoarseToFineSchedule?, of style: () -> FloatImage
    ) -> [PreparedStyle] {
        guard let schedule, schedule.levels > 1 else { return [] }
        let style = style()
        return (0..<schedule.levels - 1).map { level in
            let small = style.reduced(to: schedule.extent(style.width, style.height, level: level))
            return PreparedStyle(agent: agent, image: small.tensor(), original: nil)
        }
    }

    /// Takes one action from the last frame and appends the frame it leads to.
    @discardableResult
    package mutating func step(_ options: StepOptions = StepOptions()) throws -> SequenceFrame {
        let start = frames[frames.count - 1]
        var (frame, action, image) = advanced(from: start, options)
        if options.isAssessed { frame.report = assessed(frame, from: image, action: action) }
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

    /// The frame that one action leads to from any frame of this content and style, the action, and the moving image that it
    /// was taken at; not assessed.
    func advanced(
        from frame: SequenceFrame, _ options: StepOptions
    ) -> (frame: SequenceFrame, action: Tensor?, start: Tensor) {
        let start = ContinuousClock.now
        let level = schedule?.level(step: frame.step + 1) ?? 0
        let image = self.start(from: frame, level: level)
        let moving = image.tensor
        var noise: Tensor?
        if case .sample(let seed) = options.action {
            noise = Self.noise(agent.noise, seed: seed, for: moving.shape)
        }
        let code = styles[level].code(alpha: options.alpha, agent: agent, content: content(level: level).tensor)
        let hasCritics = options.isAssessed && agent.critics != nil
        let result = agent.step(
            moving: moving, step: frame.step + 1, style: code, noise: noise, keepsAction: hasCritics,
            consumesMoving: options.consumesStart && !hasCritics)
        let made = PaddedImage(tensor: result.moving, width: image.width, height: image.height)
        let shown = enlarged(made, to: schedule.map { $0.levels - 1 } ?? 0)
        let elapsed = ContinuousClock.now - start
        let report = StepReport(
            step: frame.step + 1, seconds: elapsed / .seconds(1), actionSize: result.actionSize,
            entropy: result.entropy)
        let next = SequenceFrame(
            step: frame.step + 1, width: frame.width, height: frame.height, report: report, moving: shown.tensor,
            reduced: isWhole(made) ? nil : made)
        return (next, result.action, moving)
    }

    /// The report of `frame`, which `action` led to from `start`, with all that critics and loss network know of it.
    func assessed(_ frame: SequenceFrame, from start: Tensor, action: Tensor?) -> StepReport? {
        guard var report = frame.report else { return nil }
        report.q = action.flatMap { agent.q(moving: start, action: $0, styles: styles[styles.count - 1].criticStyles) }
        if let losses = assessor?.losses(of: frame.image) {
            (report.styleLoss, report.contentLoss, report.ssim) = losses
            report.reward = -losses.style
        }
        return report
    }

    /// n of the action's extent, the same for a seed on every processor.
    static func noise(_ noise: ActionNoise = .white, seed: UInt64, for moving: Shape) -> Tensor {
        var generator = RandomGenerator(seed: seed)
        return noise.draw(Shape(1, 64, moving.height / 4, moving.width / 4), using: &generator)
    }

    private static func check(_ width: Int, _ height: Int, role: String) throws {
        let extent = "\(width)×\(height)"
        if min(width, height) < minimumSide {
            throw EngineError.unsuitableImage(
                problem: "The \(role) image is \(extent) pixels, too small: use one of at least 8×8.")
        }
        if max(width, height) > maximumSide {
            throw EngineError.unsuitableImage(
                problem: "The \(role) image is \(extent) pixels, too large: shrink it to at most "
                    + "\(maximumSide)×\(maximumSide).")
        }
    }
}

/// The style side of a sequence, and the content's own for a strength below 1.
private final class PreparedStyle: @unchecked Sendable {
    /// Critics look at a style no larger than those that they learned with.
    private static let criticShortSide = 256

    let criticStyles: [CriticStyle?]?
    private let code: StyleCode
    // Guards the content's side, which is what makes the class sendable: it is made at the first step that asks.
    private let lock = NSLock()
    private var contentCode: StyleCode?

    /// - Parameters:
    ///   - image: 1×3×H×W.
    ///   - original: the same for critics, where there are some; nil where they are not to see it.
    init(agent: Agent, image: Tensor, original: (() -> FloatImage)?) {
        code = agent.code(of: image)
        criticStyles =
            agent.critics == nil
            ? nil
            : original.flatMap {
                agent.criticStyles(of: $0().reduced(shortSide: Self.criticShortSide).tensor(multiple: 4))
            }
    }

    /// S = (1 − α)·S(content) + α·S(style): with 0, the content is repainted with itself.
    ///
    /// - Parameter content: frame 0 at the style's level, 1×3×H×W.
    func code(alpha: Float, agent: Agent, content: @autoclosure () -> Tensor) -> StyleCode {
        guard alpha < 1 else { return code }
        let own = lock.withLock {
            let own = contentCode ?? agent.code(of: content())
            contentCode = own
            return own
        }
        return .mixture([(own, 1 - alpha), (code, alpha)])
    }
}
