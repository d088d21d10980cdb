import Dispatch
import Files
import Screens
import Synchronization
import Terminal

/// Decodes the small pictures of the picker's grid one after the other. What is asked for takes the place of what waited, so that
/// leafing through a large folder never builds up a queue.
final class ThumbnailLoader: Sendable {
    private struct State {
        var waiting: [String] = []
        var isBusy = false
        /// What was decoded, with the state of its file.
        var known = BoundedStore<String, Known>(limit: 300)
    }

    private struct Known: Sendable {
        let thumbnail: Thumbnail
        let stamp: FileStamp?
    }

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "ministyler.thumbnails", qos: .utility)
    private let post: @Sendable (ExplorerEvent) -> Void

    init(post: @escaping @Sendable (ExplorerEvent) -> Void) { self.post = post }

    /// Asks for small pictures, the first one first; never blocks.
    func request(_ paths: [String]) {
        let isIdle = state.withLock { state in
            state.waiting = paths.reversed()
            defer { state.isBusy = true }
            return !state.isBusy
        }
        if isIdle { queue.async { self.work() } }
    }

    private func work() {
        while true {
            let next = state.withLock { state -> String? in
                state.isBusy = !state.waiting.isEmpty
                return state.waiting.popLast()
            }
            guard let path = next else { return }
            post(.picker(.thumbnail(path: path, thumbnail(of: path))))
        }
    }

    private func thumbnail(of path: String) -> Thumbnail {
        let stamp = FileStamp(path: path)
        if let known = state.withLock({ $0.known[path] }), known.stamp == stamp { return known.thumbnail }
        let picture = try? Picture.read(path)
        let thumbnail = Thumbnail(bitmap: picture.map(BitmapMaker.thumbnail))
        state.withLock { $0.known.put(Known(thumbnail: thumbnail, stamp: stamp), for: path) }
        return thumbnail
    }
}
