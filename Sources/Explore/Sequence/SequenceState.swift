import Engine
import Screens
import Terminal

/// The frames of a session, the branch that is shown, the place on it, and the steps that are being computed. Knows neither
/// where its pictures come from nor how they are shown.
struct SequenceState: Equatable, Sendable {
    /// Bytes that the frames of one branch may take; it bounds the number of steps.
    static let branchByteLimit = 4_000_000_000
    /// Steps of a branch, whatever their size.
    static let mostSteps = 500

    /// What stepping leads to: work for the surroundings, and what concerns the other parts of the explorer.
    enum Outcome: Equatable, Sendable {
        case effect(Effect)
        case notice(Notice)
        /// A run has come to its end.
        case ended(steps: Int)
        /// A run was stopped.
        case stopped
        /// The engine could not do what it was asked for.
        case failed(String)
    }

    var history = SequenceHistory()
    var position: StepPosition = .zero
    var run: RunProgress?
    var blends = BlendCache()
    /// Branches that a kept session had, by the options of all their steps; made again when they are asked for.
    var plannedBranches: [[StepOptions]] = []
    /// Colours that all frames of the branch are drawn with.
    var palette = SequencePalette()

    /// Strength of the style in the steps to come, percent.
    var alphaPercent = 100
    /// Whether the steps to come sample their action.
    var isSampling = false
    /// The seed of the next sampled action.
    var nextSeed: UInt64 = 1

    private var lastNumber = 0

    /// Changes the sequence by what the engine reports.
    mutating func reduce(_ event: SequenceEvent) -> [Outcome] {
        switch event {
        case .stepped(let frame, let token): return stepped(frame, token: token)
        case .assessed(let id, let report): history.report(report, of: id)
        case .failed(let message, let token): return failed(message, token: token)
        case .blended(let key, let bitmap):
            if blends.pending.contains(key) { blends.store(bitmap, for: key) }
        case .blendFailed(let key): blends.fail(key)
        }
        return []
    }

    /// Makes a picture the first frame of a new tree.
    mutating func plant(_ content: SourcePicture) -> [Outcome] {
        let cancelled = abandonRun()
        let root = FrameNode(
            id: FrameID(rawValue: nextNumber()), parent: nil, step: 0, options: nil, report: nil,
            bitmap: content.bitmap, thumbnail: content.thumbnail)
        let released = release(history.begin(with: root))
        plannedBranches = []
        position = .zero
        return cancelled + released + [.effect(.plant(root: root.id, contentTicket: content.ticket))]
    }

    /// Ends what was made with another style or other weights.
    mutating func restart(_ content: SourcePicture) -> [Outcome] {
        let cancelled = abandonRun()
        return history.hasSteps ? cancelled + plant(content) : cancelled
    }

    private mutating func abandonRun() -> [Outcome] {
        guard run != nil else { return [] }
        run = nil
        return [.effect(.cancelRun)]
    }

    /// A number that was never given out before: for tokens and frames.
    mutating func nextNumber() -> Int {
        lastNumber += 1
        return lastNumber
    }

    /// Whether other pictures or another working size would lose steps.
    var hasStepsToLose: Bool { run != nil || history.hasSteps }

    /// The last step that is there or will be, once the run has ended.
    var plannedStep: Int { history.lastStep + (run?.plan.count ?? 0) }

    /// The frame at or nearest to the place on the slider.
    var nearestFrame: FrameNode? {
        history.frame(at: position.nearestStep) ?? history.frame(at: position.lowerStep)
    }

    /// The blend that the place on the slider asks for; nil on whole steps.
    var blendKey: BlendKey? {
        guard !position.isWhole, let lower = history.frame(at: position.lowerStep),
            let upper = history.frame(at: position.lowerStep + 1)
        else { return nil }
        return BlendKey(lower: lower.id, upper: upper.id, tenths: position.fractionTenths)
    }

    /// The blend where it is there, else the nearest frame.
    var shownBitmap: Bitmap? { blendKey.flatMap { blends[$0] } ?? nearestFrame?.bitmap }

    /// The frame that the step at the place began from; nil at the content.
    var frameBefore: FrameNode? { history.frame(at: position.isWhole ? position.lowerStep - 1 : position.lowerStep) }

    /// The last step that memory allows.
    var stepLimit: Int {
        guard let bitmap = history.frame(at: 0)?.bitmap else { return Self.mostSteps }
        return min(
            max(Self.branchByteLimit / (bitmap.width * bitmap.height * SequenceHistory.bytesPerPixel), 1),
            Self.mostSteps)
    }

    /// The last step that the slider has room for: ten at least, so that it does not jump with the first steps.
    var sliderSteps: Int { max(10, plannedStep) }
}

/// What the engine reports of steps and blends.
enum SequenceEvent: Sendable {
    /// A step is there.
    case stepped(FrameNode, token: Int)
    /// All that is known of a step, a moment after its frame.
    case assessed(FrameID, StepReport)
    /// The engine could not open the pictures or take the step.
    case failed(message: String, token: Int?)
    case blended(BlendKey, Bitmap)
    /// The frames of the blend are gone.
    case blendFailed(BlendKey)
}
