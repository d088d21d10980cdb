import Engine

/// One sequence after another on the engine's thread, a step at a time.
struct Stepper: ~Copyable {
    private let worker = StylizationWorker()
    private var events: AsyncStream<StylizationEvent>.Iterator

    init() {
        events = worker.events.makeAsyncIterator()
    }

    /// Replaces what is open. Takes as long as the style side takes to compute.
    mutating func open(
        agent: Agent, content: SourceImage, style: SourceImage, lossNetwork: LossNetwork?
    ) async throws {
        worker.open(agent: agent, content: content.image, style: style.image, lossNetwork: lossNetwork)
        while let event = await events.next() {
            switch event {
            case .opened: return
            case .failed(let message, _): throw CommandError(message)
            default: continue
            }
        }
        throw CommandError("The engine ended before it opened \(content.path).")
    }

    /// Starts the step from `frame` (nil: the content) without waiting for it.
    func begin(from frame: SequenceFrame?, options: StepOptions) {
        worker.advance(from: frame, steps: 1, options: options, token: 0)
    }

    /// The frame of the step that was begun.
    mutating func frame() async throws -> SequenceFrame {
        while let event = await events.next() {
            switch event {
            case .frame(let frame, _): return frame
            case .failed(let message, _): throw CommandError(message)
            default: continue
            }
        }
        throw CommandError("The engine ended in the middle of a step.")
    }

    /// What is known of the step that made the last frame, where it was begun to be assessed.
    mutating func assessment() async throws -> StepReport {
        while let event = await events.next() {
            switch event {
            case .assessed(let report, _): return report
            case .failed(let message, _): throw CommandError(message)
            default: continue
            }
        }
        throw CommandError("The engine ended while it assessed a step.")
    }
}
