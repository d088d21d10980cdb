import Synchronization

/// Events from other threads on their way to the UI thread.
package final class Mailbox<Event: Sendable>: Sendable {
    private let events = Mutex<[Event]>([])
    private let wake: @Sendable () -> Void

    /// - Parameter wake: called after every event; must be callable from any thread.
    package init(wake: @escaping @Sendable () -> Void) {
        self.wake = wake
    }

    package func post(_ event: Event) {
        events.withLock { $0.append(event) }
        wake()
    }

    /// Everything that has come, oldest first.
    package func drain() -> [Event] {
        events.withLock { events in
            defer { events = [] }
            return events
        }
    }
}
