import Screens
import Terminal

/// The blends that have been computed or asked for, bounded: the oldest go first.
struct BlendCache: Equatable, Sendable {
    static let limit = 40

    private var bitmaps = BoundedStore<BlendKey, Bitmap>(limit: limit)
    private(set) var pending: Set<BlendKey> = []

    var count: Int { bitmaps.count }

    subscript(key: BlendKey) -> Bitmap? { bitmaps[key] }

    func isKnown(_ key: BlendKey) -> Bool { bitmaps[key] != nil || pending.contains(key) }

    mutating func expect(_ key: BlendKey) { pending.insert(key) }

    mutating func fail(_ key: BlendKey) { pending.remove(key) }

    mutating func store(_ bitmap: Bitmap, for key: BlendKey) {
        pending.remove(key)
        bitmaps.put(bitmap, for: key)
    }

    /// Forgets every blend of a frame that no longer exists.
    mutating func remove(framesIn removed: Set<FrameID>) {
        let isGone = { (key: BlendKey) in removed.contains(key.lower) || removed.contains(key.upper) }
        bitmaps.removeAll(where: isGone)
        pending = pending.filter { !isGone($0) }
    }
}

/// Names the blend of two neighbouring frames that a fractional step shows.
struct BlendKey: Hashable, Sendable {
    let lower: FrameID
    let upper: FrameID
    /// Share of the upper frame in tenths, 1…9.
    let tenths: Int
}
