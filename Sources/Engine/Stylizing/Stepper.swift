import Files

/// One sequence after another on the engine's thread, a step at a time.
struct Stepper: ~Copyable {
    private let worker = StylizationWorker()
    private var events: AsyncStream<StylizationEvent>.Iterator

    init() {
        events = worker.events.makeAsyncIterator()
    }

    /// Replaces what is open. Takes as long as the style side takes to compute.
    mutating func open(
        agent: Agent, content: SourceImage, style: SourceImage, lossNetwork: LossNetwork?,
        schedule: CoarseToFineSchedule? = nil
    ) async throws {
        worker.open(
            agent: agent, content: try content.takePicture(), style: try style.takePicture(), lossNetwork: lossNetwork,
            schedule: schedule)
        try await next("before it opened \(content.path)") { if case .opened = $0 { () } else { nil } }
    }

    /// Starts the step from `frame` (nil: the content) without waiting for it.
    func begin(from frame: SequenceFrame?, options: StepOptions) {
        worker.advance(from: frame, steps: 1, options: options, token: 0)
    }

    /// The frame of the step that was begun.
    mutating func frame() async throws -> SequenceFrame {
        try await next("in the middle of a step") { if case .frame(let frame, _) = $0 { frame } else { nil } }
    }

    /// What is known of the step that made the last frame, where it was begun to be assessed.
    mutating func assessment() async throws -> StepReport {
        try await next("while it assessed a step") { if case .assessed(let report, _) = $0 { report } else { nil } }
    }

    /// The first event that is wanted; `place` completes the sentence for a worker that ended without one.
    private mutating func next<Wanted>(
        _ place: String, _ wanted: (StylizationEvent) -> Wanted?
    ) async throws -> Wanted {
        while let event = await events.next() {
            if case .failed(let message, _) = event { throw EngineError.failed(message) }
            if let wanted = wanted(event) { return wanted }
        }
        throw EngineError.failed("The engine ended \(place).")
    }
}
