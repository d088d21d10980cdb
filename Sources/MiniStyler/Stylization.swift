import Engine

/// A content on its way to a style, one action at a time; every frame is kept. A value: a copy goes its own way and shares what
/// was made before.
public struct Stylization: Sendable {
    private let content: Image
    private let isAssessed: Bool
    private var sequence: StyleSequence

    /// Frame 0, the content, and a frame for each step so far.
    public private(set) var frames: [Frame]

    /// Begins with the content.
    ///
    /// - Parameters:
    ///   - content: from 8×8 to 16384×16384 pixels.
    ///   - style: of such a size too, any other one.
    ///   - agent: acts.
    ///   - isAssessed: whether each step's losses and Q are measured, which takes time; losses by the loss network that comes
    ///     with MiniStyler or that `MINISTYLER_LOSS_NETWORK` names.
    /// - Throws: `MiniStylerError.image` for pictures of another size; `.file` where the loss network cannot be read.
    public init(
        of content: Image, in style: Image, by agent: Agent, isAssessed: Bool = false
    ) throws(MiniStylerError) {
        let lossNetwork = isAssessed ? try ShippedFiles.lossNetwork() : nil
        sequence = try MiniStylerError.translating {
            try StyleSequence(
                agent: agent.networks, content: content.picture, style: style.picture,
                lossNetwork: lossNetwork.map { try LossNetwork.load($0) })
        }
        self.content = content
        self.isAssessed = isAssessed
        frames = [Frame(sequence.frames[0], of: content)]
    }

    /// Takes one action from the last frame and appends the frame it leads to.
    ///
    /// - Parameters:
    ///   - action: how it is chosen.
    ///   - strength: α, from 0 to 1: how much of the style is taken; the rest is of the content's own. With 0 the content is painted
    ///     with itself.
    /// - Returns: the new frame.
    @discardableResult
    public mutating func step(_ action: Action = .mean, strength: Float = 1) throws(MiniStylerError) -> Frame {
        precondition((0...1).contains(strength), "a strength of \(strength), expected 0 to 1")
        let options = StepOptions(alpha: strength, action: action.choice, isAssessed: isAssessed)
        let frame = Frame(try MiniStylerError.translating { try sequence.step(options) }, of: content)
        frames.append(frame)
        return frame
    }

    /// The same up to and including frame `step`, from 0 to the last one, to go on from there.
    public func branch(from step: Int) -> Stylization {
        var result = self
        result.sequence = sequence.branch(from: step)
        result.frames.removeSubrange((step + 1)...)
        return result
    }

    /// The picture at a place from 0 to the last frame's step; between two frames, a blend of them.
    public func image(at position: Double) -> Image {
        Image(sequence.image(at: position).picture(matching: content.picture))
    }
}

/// The picture after some steps, and what is known of the last of them.
public struct Frame: Sendable {
    private let frame: SequenceFrame
    private let content: Image

    init(_ frame: SequenceFrame, of content: Image) {
        self.frame = frame
        self.content = content
    }

    /// Steps taken; 0 for the content itself.
    public var step: Int { frame.step }
    /// The picture, of the content's size, clamped and rounded to 8 bits, with the content's opacity.
    public var image: Image { Image(frame.picture(matching: content.picture.traits)) }
    /// The picture as the networks gave it: 3 × height × width values, all of red, then green, then blue; nominally from 0 to
    /// 1, not clamped.
    public var values: [Float] { frame.image.planes }
    /// Mean distance of the action from the policy's mean, 0 for the mean action; nil for the content.
    public var actionSize: Float? { frame.report?.actionSize }
    /// Entropy of the policy, nats per element of the action; nil for the content.
    public var entropy: Float? { frame.report?.entropy }
    /// Content loss against the content (eq. 4), from 0 up, measured at a short side of at most 256 pixels; nil where not
    /// assessed.
    public var contentLoss: Float? { frame.report?.contentLoss }
    /// Style loss (eq. 5), likewise; the reward of the step is its negative.
    public var styleLoss: Float? { frame.report?.styleLoss }
    /// SSIM with the content, −1 to 1, likewise: how much of its structure is left.
    public var ssim: Float? { frame.report?.ssim }
    /// Q of the action: the mean of the smaller of the critics' maps; nil where not assessed or without critics.
    public var q: Float? { frame.report?.q }
}
