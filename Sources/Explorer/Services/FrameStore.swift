import Engine
import Files
import Foundation

/// The pixels behind the state: sources by ticket and unclamped frames by identity. Safe to use from any thread.
final class FrameStore: @unchecked Sendable {
    /// A source at its working size.
    struct Source: Sendable {
        let picture: Picture
        let image: FloatImage
    }

    // Guards the two tables below, which is what makes the class sendable.
    private let lock = NSLock()
    private var sources: [Int: Source] = [:]
    private var frames: [FrameID: SequenceFrame] = [:]

    func add(_ source: Source, ticket: Int) {
        lock.withLock { sources[ticket] = source }
    }

    func source(_ ticket: Int) -> Source? {
        lock.withLock { sources[ticket] }
    }

    func removeSource(_ ticket: Int) {
        lock.withLock { sources[ticket] = nil }
    }

    func add(_ frame: SequenceFrame, id: FrameID) {
        lock.withLock { frames[id] = frame }
    }

    func frame(_ id: FrameID) -> SequenceFrame? {
        lock.withLock { frames[id] }
    }

    func remove(_ ids: [FrameID]) {
        lock.withLock {
            for id in ids {
                frames[id] = nil
            }
        }
    }

    /// The image at a blend of two frames.
    func image(lower: FrameID, upper: FrameID?, fraction: Double) -> FloatImage? {
        guard let below = frame(lower)?.image else {
            return nil
        }
        guard let upper else {
            return below
        }
        return frame(upper).map { below.blended(with: $0.image, fraction: Float(fraction)) }
    }
}
