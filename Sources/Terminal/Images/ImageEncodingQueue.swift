import Dispatch
import Synchronization

/// Encodes pictures on background threads and keeps the results. What a frame is waiting for goes before what was
/// prepared, and of that the newest request first.
final class ImageEncodingQueue: Sendable {
    private struct State {
        var cache: ImageCache
        var urgent: [ImageJob] = []
        var prepared: [ImageJob] = []
        var running: Set<ImageKey> = []
        /// Keys whose completion is to be told.
        var awaited: Set<ImageKey> = []
        var workers = 0
    }

    private let state: Mutex<State>
    private let threads = DispatchQueue(label: "image encoding", qos: .userInitiated, attributes: .concurrent)
    private let maximumWorkers: Int
    private let onReady: @Sendable () -> Void

    /// `onReady` is called on a background thread when a picture that a frame waits for is encoded.
    init(capacity: Int, workers: Int, onReady: @escaping @Sendable () -> Void) {
        state = Mutex(State(cache: ImageCache(capacity: capacity)))
        maximumWorkers = max(1, workers)
        self.onReady = onReady
    }

    /// The picture, if it is encoded; else it is encoded next, and `onReady` called.
    func imageOrRequest(_ job: ImageJob) -> EncodedImage? {
        let (image, startsWorker) = state.withLock { state -> (EncodedImage?, Bool) in
            if let image = state.cache.image(for: job.key) { return (image, false) }
            state.awaited.insert(job.key)
            if state.running.contains(job.key) { return (nil, false) }
            state.prepared.removeAll { $0.key == job.key }
            state.urgent.removeAll { $0.key == job.key }
            state.urgent.append(job)
            return (nil, claimWorker(&state))
        }
        if startsWorker { startWorker() }
        return image
    }

    /// A kept picture; nothing is requested.
    func image(for key: ImageKey) -> EncodedImage? {
        state.withLock { $0.cache.image(for: key) }
    }

    /// Encodes a picture when nothing urgent is waiting.
    func prepare(_ job: ImageJob) {
        let startsWorker = state.withLock { state in
            let isKnown =
                state.cache.contains(job.key) || state.running.contains(job.key)
                || state.urgent.contains { $0.key == job.key } || state.prepared.contains { $0.key == job.key }
            if isKnown { return false }
            state.prepared.append(job)
            return claimWorker(&state)
        }
        if startsWorker { startWorker() }
    }

    /// Drops requests that a newer frame no longer waits for; those keys that it still awaits stay.
    func retainUrgent(_ keys: Set<ImageKey>) {
        state.withLock { state in
            state.urgent.removeAll { !keys.contains($0.key) }
            state.awaited.formIntersection(keys)
        }
    }

    /// Drops pictures that the terminal keeps itself.
    func forget(_ keys: Set<ImageKey>) {
        state.withLock { state in for key in keys { state.cache.remove(key) } }
    }

    /// Drops what is of a window of another size: what was to be prepared and what is kept.
    func forgetAll() {
        state.withLock { state in
            state.prepared = []
            state.cache.removeAll()
        }
    }

    private func claimWorker(_ state: inout State) -> Bool {
        if state.workers >= maximumWorkers { return false }
        state.workers += 1
        return true
    }

    private func startWorker() {
        threads.async { [self] in
            while let job = nextJob() { finish(job, job.encoded()) }
        }
    }

    private func nextJob() -> ImageJob? {
        state.withLock { state in
            let job = state.urgent.popLast() ?? (state.prepared.isEmpty ? nil : state.prepared.removeFirst())
            if let job { state.running.insert(job.key) } else { state.workers -= 1 }
            return job
        }
    }

    private func finish(_ job: ImageJob, _ image: EncodedImage) {
        let isAwaited = state.withLock { state in
            state.cache.insert(image, for: job.key)
            state.running.remove(job.key)
            return state.awaited.remove(job.key) != nil
        }
        if isAwaited { onReady() }
    }
}
