import Synchronization

/// A display without a terminal: yields the events it was given and keeps the frames it was shown.
package final class RecordingDisplay: Display, Sendable {
    private struct State {
        var size: Size
        var events: [InputEvent]
        var frames: [Frame] = []
        var prepared: [ImagePlacement] = []
        var copied: [String] = []
        var isWoken = false
        var isClosed = false
    }

    private let state: Mutex<State>
    /// What the pretended terminal can do.
    package let capabilities: Capabilities

    /// A display of `size` that will yield `events` in their order.
    package init(size: Size, capabilities: Capabilities = Capabilities(), events: [InputEvent] = []) {
        state = Mutex(State(size: size, events: events))
        self.capabilities = capabilities
    }

    /// Extent in cells; changes as `.resize` events are taken.
    package var size: Size { state.withLock { $0.size } }
    /// The frames presented, oldest first.
    package var frames: [Frame] { state.withLock { $0.frames } }
    /// The placements given to `prepare`, oldest first.
    package var prepared: [ImagePlacement] { state.withLock { $0.prepared } }
    /// The texts given to `copy`, oldest first.
    package var copied: [String] { state.withLock { $0.copied } }
    /// Whether `close` was called.
    package var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Adds an event behind those not yet taken.
    package func send(_ event: InputEvent) { state.withLock { $0.events.append(event) } }
    /// Keeps the frame.
    package func present(_ frame: Frame) { state.withLock { $0.frames.append(frame) } }
    /// Keeps the placement.
    package func prepare(_ placement: ImagePlacement) { state.withLock { $0.prepared.append(placement) } }
    /// Keeps the text.
    package func copy(_ text: [UInt8]) { state.withLock { $0.copied.append(String(decoding: text, as: UTF8.self)) } }
    /// The next `nextEvent` without other events yields `.wake`.
    package func wake() { state.withLock { $0.isWoken = true } }
    /// Notes that the display was closed.
    package func close() { state.withLock { $0.isClosed = true } }

    /// The next event, a wake-up, or nil at once when there is neither: it does not wait.
    package func nextEvent(timeoutMilliseconds: Int?) -> InputEvent? {
        state.withLock { state in
            if !state.events.isEmpty {
                let event = state.events.removeFirst()
                if case .resize(let size) = event { state.size = size }
                return event
            }
            defer { state.isWoken = false }
            return state.isWoken ? .wake : nil
        }
    }
}
