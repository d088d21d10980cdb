import Engine
import Screens
import Terminal

/// Everything that the explorer's first screen shows, as one value. `reduce` changes it; `ExplorerView` draws it.
struct ExplorerState: Equatable, Sendable {
    /// Bytes that the frames of one branch may take; it bounds the number of steps.
    static let branchByteLimit = 4_000_000_000

    var surface = Surface()
    /// The screens that Tab goes through.
    var screens: [ScreenRoute] = [.explore]
    /// The size that mouse positions refer to.
    var size = Size(columns: 80, rows: 24)

    /// Where the program was started: absolute.
    let workingFolder: String
    let homeFolder: String

    var agent: AgentStatus
    var content: SourceSlot = .empty
    var style: SourceSlot = .empty
    /// The pair of pictures that the engine was given last.
    var opened: SourceTickets?
    var workingSize: WorkingSize = .standard
    var reopening: Reopening?

    var history = SequenceHistory()
    var position: StepPosition = .zero
    var run: RunProgress?
    var blends = BlendCache()

    /// Strength of the style in the steps to come, percent.
    var alphaPercent = 100
    /// Whether the steps to come sample their action.
    var isSampling = false
    /// The seed of the next sampled action.
    var nextSeed: UInt64 = 1

    var viewport: Viewport = .whole
    /// Where the before-after divider stands, as a fraction of the frame's width; nil when the split is off.
    var split: Double?

    /// The picture of the split.
    var comparison = Comparison()

    /// What is open above the session; the last one gets the keys.
    var overlays: [Mode] = []
    var notice: Notice?
    var drag: DragTarget?
    /// The last folder that pictures were chosen from.
    var pickerFolder: String
    /// Where the last picture was chosen from.
    var pickerPlace = PickerPlace.folder
    /// The last folder that was exported to.
    var exportFolder: String

    private var lastNumber = 0

    init(workingFolder: String, homeFolder: String) {
        self.workingFolder = workingFolder
        self.homeFolder = homeFolder
        pickerFolder = workingFolder
        exportFolder = workingFolder
        agent = .loading
    }

    /// Whether other pictures or another working size would lose steps.
    var hasStepsToLose: Bool { run != nil || history.hasSteps }

    /// What gets the keys.
    var mode: Mode { overlays.last ?? .explore }

    /// A number that was never given out before: for tickets, tokens and frames.
    mutating func nextNumber() -> Int {
        lastNumber += 1
        return lastNumber
    }

    /// The frame at or nearest to the place on the slider.
    var nearestFrame: FrameNode? {
        history.frame(at: position.nearestStep) ?? history.frame(at: position.lowerStep)
    }

    /// The blend that the place on the slider asks for; nil on whole steps.
    var blendKey: BlendKey? {
        guard !position.isWhole, let lower = history.frame(at: position.lowerStep),
            let upper = history.frame(at: position.lowerStep + 1)
        else {
            return nil
        }
        return BlendKey(lower: lower.id, upper: upper.id, tenths: position.fractionTenths)
    }

    /// The picture to show large: the blend where it is there, else the nearest frame.
    var shownBitmap: Bitmap? {
        blendKey.flatMap { blends[$0] } ?? nearestFrame?.bitmap ?? content.picture?.bitmap
    }

    /// The last step that memory allows.
    var stepLimit: Int {
        guard let bitmap = history.frame(at: 0)?.bitmap else {
            return 200
        }
        return min(max(Self.branchByteLimit / (bitmap.width * bitmap.height * SequenceHistory.bytesPerPixel), 1), 200)
    }

    /// The last step that the slider has room for: ten at least, so that it does not jump with the first steps.
    var sliderSteps: Int {
        max(10, history.lastStep, (run?.plan.count).map { history.lastStep + $0 } ?? 0)
    }

    var isBusy: Bool {
        if run != nil {
            return true
        }
        return overlays.contains { if case .export(let form) = $0 { form.isBusy } else { false } }
    }
}
