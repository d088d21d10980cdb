import Engine
import Files
import Foundation
import Screens

/// The pixels behind the state: sources by ticket and unclamped frames by identity. Safe to use from any thread.
final class FrameStore: @unchecked Sendable {
    /// A source at its working size.
    struct Source: Sendable {
        let picture: Picture
    }

    // Guards the two tables below, which is what makes the class sendable.
    private let lock = NSLock()
    private var sources: [Int: Source] = [:]
    private var frames: [FrameID: SequenceFrame] = [:]
    /// The content of each tree: frame 0, without a step behind it.
    private var roots: [FrameID: Picture] = [:]

    func add(_ source: Source, ticket: Int) {
        lock.withLock { sources[ticket] = source }
    }

    func source(_ ticket: Int) -> Source? {
        lock.withLock { sources[ticket] }
    }

    func removeSource(_ ticket: Int) {
        lock.withLock { sources[ticket] = nil }
    }

    /// Makes a source the first frame of a tree.
    func plant(_ root: FrameID, sourceTicket: Int) {
        lock.withLock { roots[root] = sources[sourceTicket]?.picture }
    }

    func add(_ frame: SequenceFrame, id: FrameID) {
        lock.withLock { frames[id] = frame }
    }

    /// A frame that was stepped to; nil for the content.
    func frame(_ id: FrameID) -> SequenceFrame? {
        lock.withLock { frames[id] }
    }

    func remove(_ ids: [FrameID]) {
        lock.withLock {
            for id in ids {
                frames[id] = nil
                roots[id] = nil
            }
        }
    }

    /// The image of a frame, or of the blend of two.
    func image(lower: FrameID, upper: FrameID?, fraction: Double) -> FloatImage? {
        guard let below = image(lower) else {
            return nil
        }
        guard let upper else {
            return below
        }
        return image(upper).map { below.blended(with: $0, fraction: Float(fraction)) }
    }

    private func image(_ id: FrameID) -> FloatImage? {
        let (frame, root) = lock.withLock { (frames[id], roots[id]) }
        return frame?.image ?? root.map { FloatImage($0) }
    }
}
