import Files
import Synchronization

/// Decoded images by file name, up to a number of bytes. Draws are uniform, so what is in stays in: replacing would hit no
/// more often.
final class PictureCache: Sendable {
    private let limit: Int
    private let state = Mutex<(pictures: [String: Picture], byteCount: Int)>(([:], 0))

    /// Keeps at most `limit` bytes of pixels.
    init(limit: Int) { self.limit = limit }

    var byteCount: Int { state.withLock { $0.byteCount } }

    /// The picture at `path`, made by `body` where it is not here.
    func picture(_ path: String, orMake body: () throws -> Picture) rethrows -> Picture {
        if let picture = state.withLock({ $0.pictures[path] }) { return picture }
        let picture = try body()
        state.withLock { state in
            guard state.pictures[path] == nil, state.byteCount + picture.rgb.count <= limit else { return }
            state.pictures[path] = picture
            state.byteCount += picture.rgb.count
        }
        return picture
    }
}
