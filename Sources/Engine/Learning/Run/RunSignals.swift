import Glibc
import Synchronization

/// What signals ask of the trainer in this process: SIGTERM and SIGINT to stop, SIGUSR1 to pause, SIGUSR2 to resume.
///
/// A hang-up is ignored, so that a closed terminal does not end a run, and so is writing to a closed pipe. A second SIGINT
/// ends the process at once; a run survives that.
package enum RunSignals {
    private static let stops = Atomic<Bool>(false)
    private static let pauses = Atomic<Bool>(false)
    private static let changes = Atomic<Int>(0)

    /// Whether SIGTERM or SIGINT came.
    package static var stopRequested: Bool { stops.load(ordering: .relaxed) }
    /// Whether the last of SIGUSR1 and SIGUSR2 was SIGUSR1.
    static var pauseRequested: Bool { pauses.load(ordering: .relaxed) }
    /// How often SIGUSR1 or SIGUSR2 came.
    static var changeCount: Int { changes.load(ordering: .relaxed) }

    /// Installs the handlers, once for the whole process.
    package static func install() {
        // A handler must not be the first to touch a lazily made global.
        _ = (stops.load(ordering: .relaxed), pauses.load(ordering: .relaxed), changes.load(ordering: .relaxed))
        handle(SIGTERM) { _ in RunSignals.stops.store(true, ordering: .relaxed) }
        handle(SIGINT, flags: UInt32(SA_RESETHAND)) { _ in RunSignals.stops.store(true, ordering: .relaxed) }
        handle(SIGUSR1) { _ in
            RunSignals.pauses.store(true, ordering: .relaxed)
            RunSignals.changes.add(1, ordering: .relaxed)
        }
        handle(SIGUSR2) { _ in
            RunSignals.pauses.store(false, ordering: .relaxed)
            RunSignals.changes.add(1, ordering: .relaxed)
        }
        signal(SIGHUP, SIG_IGN)
        signal(SIGPIPE, SIG_IGN)
        // A program that starts the trainer from a thread that blocks signals hands its blocking on.
        var handled = sigset_t()
        sigemptyset(&handled)
        for number in [SIGTERM, SIGINT, SIGUSR1, SIGUSR2] { sigaddset(&handled, number) }
        pthread_sigmask(SIG_UNBLOCK, &handled, nil)
    }

    private static func handle(_ number: Int32, flags: UInt32 = 0, _ handler: @escaping @convention(c) (Int32) -> Void)
    {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = handler
        action.sa_flags = Int32(bitPattern: flags) | SA_RESTART
        let status = sigaction(number, &action, nil)
        precondition(status == 0, "signal \(number) cannot be handled")
    }
}
