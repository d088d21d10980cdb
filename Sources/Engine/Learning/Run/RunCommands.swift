import Synchronization

/// What the trainer is to do, by signals, control file and its own process; whichever came last counts, and a stop is for good.
package final class RunCommands {
    /// What to do next.
    package enum Command: Sendable, Equatable {
        /// Make the next update.
        case go
        /// Ask again in a fifth of a second or so.
        case wait
        /// Write a checkpoint and end.
        case stop
    }

    private let folder: String
    private var isPaused = false
    private let isStopping = Atomic<Bool>(false)
    private var changesSeen: Int

    /// Looks into `folder` for requests; one left over from an earlier trainer is dropped.
    init(folder: String) {
        self.folder = folder
        changesSeen = RunSignals.changeCount
        _ = RunControl.take(from: folder)
    }

    /// What to do next; one system call where nothing was asked.
    package func poll() -> Command {
        let changes = RunSignals.changeCount
        if changes != changesSeen {
            changesSeen = changes
            isPaused = RunSignals.pauseRequested
        }
        switch RunControl.take(from: folder) {
        case .pause: isPaused = true
        case .resume: isPaused = false
        case .stop: stop()
        case nil: break
        }
        if isStopping.load(ordering: .relaxed) || RunSignals.stopRequested { return .stop }
        return isPaused ? .wait : .go
    }

    /// Asks for a checkpoint and the end; from any thread.
    package func stop() { isStopping.store(true, ordering: .relaxed) }
}
