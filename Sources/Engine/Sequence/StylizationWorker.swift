import Files
import Foundation
import Synchronization
import Tensors

/// What happens on the engine's thread, in order.
package enum StylizationEvent: Sendable {
    /// A content and a style are ready to step; the extent is the content's.
    case opened(width: Int, height: Int)
    /// Step k has begun.
    case began(step: Int)
    /// A frame was made for the advance `token`; its report says nothing of Q, losses and reward yet.
    case frame(SequenceFrame, token: Int)
    /// All that is known of the step that made the last frame; follows each frame of an advance that is assessed.
    case assessed(StepReport, token: Int)
    /// The advance made all its frames.
    case finished(token: Int)
    /// The advance was cancelled; the frames before are good.
    case cancelled(token: Int)
    /// Opening (token −1) or an advance failed, with a sentence for people.
    case failed(message: String, token: Int)
}

/// Runs sequences on a thread of its own; no call waits for the engine. Everything that happens comes out of `events`, in
/// order, whoever reads it: the command line and the explorer alike.
package final class StylizationWorker: Sendable {
    /// One stream for one reader. It ends when the worker goes away.
    package let events: AsyncStream<StylizationEvent>

    private enum Command: Sendable {
        case open(Agent, content: Picture, style: Picture, LossNetwork?, CoarseToFineSchedule?)
        case advance(SequenceFrame?, steps: Int, StepOptions, token: Int, generation: Int)
        case end
    }

    private struct State {
        var queue: [Command] = []
        /// Advances of an older generation are cancelled.
        var generation = 0
    }

    /// The commands of one worker; outlives it until the thread has ended.
    private final class Inbox: Sendable {
        let state = Mutex(State())
        let arrived = DispatchSemaphore(value: 0)

        func post(_ command: Command) {
            state.withLock { $0.queue.append(command) }
            arrived.signal()
        }

        func next() -> Command {
            arrived.wait()
            return state.withLock { $0.queue.removeFirst() }
        }

        func isCurrent(_ generation: Int) -> Bool { state.withLock { $0.generation == generation } }
    }

    private let inbox = Inbox()

    /// Starts the thread.
    package init() {
        let (stream, continuation) = AsyncStream.makeStream(of: StylizationEvent.self)
        events = stream
        let inbox = inbox
        let thread = Thread { Self.run(inbox, continuation) }
        thread.stackSize = 8 << 20
        thread.name = "ministyler engine"
        thread.start()
    }

    deinit { inbox.post(.end) }

    /// Opens a content and a style in place of what was open; emits `.opened`. A running advance is cancelled.
    ///
    /// - Parameters:
    ///   - lossNetwork: measures the losses and the reward of assessed steps.
    ///   - schedule: at which sizes steps are taken; nil for the content's throughout.
    package func open(
        agent: Agent, content: Picture, style: Picture, lossNetwork: LossNetwork? = nil,
        schedule: CoarseToFineSchedule? = nil
    ) {
        cancel()
        inbox.post(.open(agent, content: content, style: style, lossNetwork, schedule))
    }

    /// Takes `steps` actions from a frame of what is open (nil: the content); emits `.began`, `.frame` and, where they
    /// are assessed, `.assessed` for each, then `.finished`. With sampled actions, step i of the advance uses seed + i.
    package func advance(from frame: SequenceFrame?, steps: Int, options: StepOptions, token: Int) {
        let generation = inbox.state.withLock { $0.generation }
        inbox.post(.advance(frame, steps: steps, options, token: token, generation: generation))
    }

    /// Ends all advances asked for so far, the running one after its current step at the latest.
    package func cancel() { inbox.state.withLock { $0.generation += 1 } }

    private static func run(_ inbox: Inbox, _ continuation: AsyncStream<StylizationEvent>.Continuation) {
        var sequence: StyleSequence?
        while true {
            switch inbox.next() {
            case .end:
                continuation.finish()
                return
            case .open(let agent, let content, let style, let lossNetwork, let schedule):
                do {
                    sequence = try StyleSequence(
                        agent: agent, content: content, style: style, lossNetwork: lossNetwork, schedule: schedule)
                    continuation.yield(.opened(width: content.width, height: content.height))
                } catch {
                    sequence = nil
                    continuation.yield(.failed(message: "\(error)", token: -1))
                }
            case .advance(let frame, let steps, let options, let token, let generation):
                guard let sequence else {
                    continuation.yield(.failed(message: "No content and style are open yet.", token: token))
                    continue
                }
                advance(sequence, from: frame, steps, options, token, continuation) { inbox.isCurrent(generation) }
            }
        }
    }

    private static func advance(
        _ sequence: StyleSequence, from frame: SequenceFrame?, _ steps: Int, _ options: StepOptions, _ token: Int,
        _ continuation: AsyncStream<StylizationEvent>.Continuation, isWanted: () -> Bool
    ) {
        var frame = frame ?? sequence.frames[0]
        for index in 0..<steps {
            guard isWanted() else {
                continuation.yield(.cancelled(token: token))
                return
            }
            var options = options
            options.action = options.action.later(by: index)
            continuation.yield(.began(step: frame.step + 1))
            let (action, start): (Tensor?, Tensor)
            (frame, action, start) = sequence.advanced(from: frame, options)
            continuation.yield(.frame(frame, token: token))
            if options.isAssessed, let report = sequence.assessed(frame, from: start, action: action) {
                continuation.yield(.assessed(report, token: token))
            }
        }
        continuation.yield(.finished(token: token))
    }
}
