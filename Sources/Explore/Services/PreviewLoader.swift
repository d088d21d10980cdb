import Files
import Foundation
import Screens
import Terminal

/// Decodes previews for the picker, the newest request first; requests that were overtaken are left out, so that a
/// held key never builds up a queue. Finished previews are kept.
final class PreviewLoader: @unchecked Sendable {
    private static let cacheLimit = 32

    // Guards everything below, which is what makes the class sendable.
    private let lock = NSLock()
    private var wanted: String?
    private var isBusy = false
    private var cache = BoundedStore<String, CachedPreview>(limit: cacheLimit)

    private let queue = DispatchQueue(label: "ministyler.preview", qos: .userInitiated)
    private let post: @Sendable (ExplorerEvent) -> Void

    private struct CachedPreview {
        let status: PreviewStatus
        /// Tells a file that was replaced from the one that was decoded.
        let stamp: FileStamp?
    }

    init(post: @escaping @Sendable (ExplorerEvent) -> Void) {
        self.post = post
    }

    /// Asks for a preview; never blocks.
    func request(_ path: String) {
        let isIdle = lock.withLock { () -> Bool in
            wanted = path
            defer { isBusy = true }
            return !isBusy
        }
        if isIdle {
            queue.async { self.work() }
        }
    }

    private func work() {
        while true {
            let next = lock.withLock { () -> String? in
                defer { wanted = nil }
                isBusy = wanted != nil
                return wanted
            }
            guard let path = next else {
                return
            }
            post(.picker(.previewed(status(of: path))))
        }
    }

    private func status(of path: String) -> PreviewStatus {
        let stamp = FileStamp(path: path)
        if let cached = lock.withLock({ cache[path] }), cached.stamp == stamp {
            return cached.status
        }
        let status = Self.decode(path)
        lock.withLock {
            cache.put(CachedPreview(status: status, stamp: stamp), for: path)
        }
        return status
    }

    private static func decode(_ path: String) -> PreviewStatus {
        do {
            let picture = try Picture.read(path)
            let recipe = try? Recipe.read(from: path)
            return .ready(
                PicturePreview(
                    path: path, width: picture.width, height: picture.height, bitmap: BitmapMaker.preview(picture),
                    recipe: recipe.map(summary)))
        } catch {
            return .failed(path: path, message: "\(error)")
        }
    }

    private static func summary(_ recipe: Recipe) -> String {
        let step = ReadoutText.number(recipe.position ?? Double(recipe.step))
        return "Session: \(recipe.content.name) × \(recipe.style.name), step \(step)"
    }
}
