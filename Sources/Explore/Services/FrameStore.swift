import Engine
import Files
import Foundation
import Screens
import Terminal

/// The pixels behind the state: sources by ticket and unclamped frames by identity. The frames used last stay in memory, the
/// others lie in a file. Safe to use from any thread.
final class FrameStore: @unchecked Sendable {
    /// A source at its working size.
    struct Source: Sendable {
        let picture: Picture
    }

    /// A frame whose values lie in the file.
    private struct Spilled {
        let step: Int, width: Int, height: Int
        let report: StepReport?
        let bytes: SpilledBytes

        var frame: SequenceFrame? {
            SequenceFrame(step: step, width: width, height: height, report: report) { bytes.read(into: $0) }
        }
    }

    private let file: SpillFile?
    private let heldBytes: Int
    // Guards the tables below, which is what makes the class sendable.
    private let lock = NSLock()
    private var sources: [Int: Source] = [:]
    private var frames: [FrameID: SequenceFrame] = [:]
    private var spilled: [FrameID: Spilled] = [:]
    /// Those of `frames`, the newest last.
    private var order: [FrameID] = []
    /// The content of each tree: frame 0, without a step behind it.
    private var roots: [FrameID: Picture] = [:]

    /// - Parameters:
    ///   - file: takes what is not held in memory; nil: all is.
    ///   - heldBytes: of frames in memory; the newest is held whatever its size.
    init(file: SpillFile? = SpillFile(in: SpillFile.folder()), heldBytes: Int = 64 << 20) {
        (self.file, self.heldBytes) = (file, heldBytes)
    }

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
        let size = frame.withUnsafeBytes { $0.count }
        let surplus = lock.withLock { () -> [(FrameID, SequenceFrame)] in
            frames[id] = frame
            order.append(id)
            let count = max(0, order.count - max(1, heldBytes / max(1, size)))
            return order.prefix(count).compactMap { id in frames[id].map { (id, $0) } }
        }
        for (id, frame) in surplus { spill(frame, id) }
    }

    private func spill(_ frame: SequenceFrame, _ id: FrameID) {
        guard let bytes = frame.withUnsafeBytes({ file?.keep($0) }) else { return }
        lock.withLock {
            // It may have been removed meanwhile.
            guard frames.removeValue(forKey: id) != nil else { return }
            order.removeAll { $0 == id }
            spilled[id] = Spilled(
                step: frame.step, width: frame.width, height: frame.height, report: frame.report, bytes: bytes)
        }
    }

    /// A frame that was stepped to; nil for the content.
    func frame(_ id: FrameID) -> SequenceFrame? {
        let (held, kept) = lock.withLock { (frames[id], spilled[id]) }
        return held ?? kept?.frame
    }

    func remove(_ ids: [FrameID]) {
        lock.withLock {
            for id in ids {
                frames[id] = nil
                spilled[id] = nil
                roots[id] = nil
            }
            let gone = Set(ids)
            order.removeAll { gone.contains($0) }
        }
    }

    /// A picture to show, whose pixels lie in the file until they are drawn.
    func bitmap(_ picture: Picture) -> Bitmap {
        guard let bytes = picture.rgb.withUnsafeBytes({ file?.keep($0) }) else { return BitmapMaker.bitmap(picture) }
        return Bitmap(width: picture.width, height: picture.height, pixels: SpilledPixels(bytes: bytes))
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
        if let frame = frame(id) { return frame.image }
        let root = lock.withLock { roots[id] }
        return root.map { FloatImage($0) }
    }
}

/// A bitmap's bytes in a file.
private struct SpilledPixels: BitmapPixels {
    let bytes: SpilledBytes

    var rgb: [UInt8] { bytes.array }
}
