import Engine
import Files
import Foundation
import Screens
import Synchronization
import Terminal

/// Practises on a thread of its own: updates, and now and then a take of the picture. One practice at a time.
final class PracticeWorker: Sendable {
    /// What a practice learns from.
    struct Sources: Sendable {
        let agent: Agent
        let lossNetwork: LossNetwork
        let content: Picture
        let style: Picture
    }

    private struct Control {
        var ticket: Int?
        var isPaused = false
        var until = PracticeOptions().updates
        var emphasis = PracticeEmphasis()
        /// The agent after each take's updates.
        var weights: [Int: TensorFile] = [:]
    }

    private let post: @Sendable (PracticeEvent) -> Void
    private let store: FrameStore
    private let control = Mutex(Control())
    /// One practice after the other: a new one begins when the former has left its update.
    private let queue = DispatchQueue(label: "ministyler.practice", qos: .userInitiated)
    private let changed = DispatchSemaphore(value: 0)

    init(store: FrameStore, post: @escaping @Sendable (PracticeEvent) -> Void) {
        (self.store, self.post) = (store, post)
    }

    /// Begins; a practice that goes on ends first.
    func start(_ sources: Sources, ticket: Int) {
        control.withLock { $0 = Control(ticket: ticket) }
        changed.signal()
        queue.async { [self] in
            do {
                try run(sources, ticket)
            } catch {
                post(.failed(message: "\(error)", ticket: ticket))
            }
        }
    }

    /// Takes effect after the update that is under way.
    func steer(_ steering: PracticeSteering) {
        control.withLock { control in
            switch steering {
            case .pause: control.isPaused = true
            case .goOn: control.isPaused = false
            case .until(let update): (control.until, control.isPaused) = (update, false)
            case .weigh(let emphasis): control.emphasis = emphasis
            case .stop: control = Control()
            }
        }
        changed.signal()
    }

    /// The agent as it was after so many updates, at which a take was made.
    func weights(afterUpdate update: Int) -> TensorFile? { control.withLock { $0.weights[update] } }

    private func run(_ sources: Sources, _ ticket: Int) throws {
        let base = PracticeOptions()
        guard control.withLock({ $0.ticket == ticket }) else { return }
        let practice = try Practice(
            agent: sources.agent, lossNetwork: sources.lossNetwork, content: sources.content, style: sources.style,
            options: base)
        let preview = sources.content.resized(shortSide: PracticeState.shortSide)
        try take(practice, preview, sources.style, ticket)
        var (lastTake, lastEnd) = (0, 0)
        while true {
            let now = control.withLock { $0 }
            guard now.ticket == ticket else { return }
            let isDone = practice.updates >= now.until
            if isDone || now.isPaused {
                if practice.updates > lastTake {
                    try take(practice, preview, sources.style, ticket)
                    lastTake = practice.updates
                }
                if isDone, lastEnd != now.until {
                    lastEnd = now.until
                    post(.ended(ticket: ticket))
                }
                changed.wait()
                continue
            }
            var options = now.emphasis.applied(to: base)
            options.updates = now.until
            practice.options = options
            post(.learned([practice.update()], ticket: ticket))
            if practice.updates - lastTake >= PracticeState.interval {
                try take(practice, preview, sources.style, ticket)
                lastTake = practice.updates
            }
        }
    }

    private func take(_ practice: Practice, _ content: Picture, _ style: Picture, _ ticket: Int) throws {
        let weights = practice.weights()
        var sequence = try StyleSequence(agent: try practice.agent(), content: content, style: style)
        var frames: [Bitmap] = []
        for _ in 0..<PracticeState.steps {
            // Whoever left does not wait for pictures.
            guard control.withLock({ $0.ticket == ticket }) else { return }
            frames.append(store.bitmap(try sequence.step(StepOptions(isAssessed: false)).picture()))
        }
        let isWanted = control.withLock { control in
            guard control.ticket == ticket else { return false }
            control.weights[practice.updates] = weights
            return true
        }
        if isWanted { post(.took(PracticeTake(update: practice.updates, frames: frames), ticket: ticket)) }
    }
}

/// Agents that came out of practices, in `$XDG_DATA_HOME/ministyler/agents`.
struct AgentShelf: Sendable {
    let folder: String

    init(environment: [String: String], home: String) {
        let stated = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        folder = (stated ?? home + "/.local/share") + "/ministyler/agents"
    }

    /// Writes one under a name that is free, numbered where it is not; the path.
    func keep(_ weights: TensorFile, name: String) throws -> String {
        try Folder.create(folder)
        var number = 1
        var path = PathText.joining(folder, "\(name).safetensors")
        while PathKind(of: path) != .missing {
            number += 1
            path = PathText.joining(folder, "\(name)-\(number).safetensors")
        }
        try Safetensors.write(weights, to: path)
        return path
    }
}
