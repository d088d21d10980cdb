import Screens
import Terminal

/// The frames made so far, by checkpoint: those used of late are kept.
struct StripShelf: Sendable {
    /// Frames of one checkpoint: the content and one after each step.
    struct Strip: Sendable {
        var frames: [Int: Bitmap] = [:]
        /// Why there are none.
        var problem: String?

        var bytes: Int { frames.values.reduce(0) { $0 + 3 * $1.width * $1.height } }
    }

    /// Bytes of pixels kept at most.
    static let limit = 192 << 20

    private var strips: [StripKey: Strip] = [:]
    /// Least recently used first.
    private var order: [StripKey] = []

    subscript(key: StripKey) -> Strip? { strips[key] }

    /// Whether nothing is left to be made for the key.
    func isComplete(_ key: StripKey) -> Bool {
        guard let strip = strips[key] else { return false }
        return strip.problem != nil || strip.frames.count > LookbackState.lastStep
    }

    mutating func put(_ bitmap: Bitmap, step: Int, for key: StripKey) {
        add(key)
        strips[key]?.frames[step] = bitmap
    }

    mutating func fail(_ problem: String, for key: StripKey) {
        add(key)
        strips[key]?.problem = problem
    }

    /// What nobody looks at is the first to go.
    private mutating func add(_ key: StripKey) {
        if strips[key] != nil { return }
        strips[key] = Strip()
        order.insert(key, at: 0)
    }

    /// Notes that the frames of these keys are of use, the first most, and drops others while there are too many.
    mutating func use(_ keys: [StripKey]) {
        let present = keys.filter { strips[$0] != nil }
        order.removeAll { present.contains($0) }
        order += present.reversed()
        var bytes = strips.values.reduce(0) { $0 + $1.bytes }
        while bytes > Self.limit, order.count > 1 {
            bytes -= strips.removeValue(forKey: order.removeFirst())?.bytes ?? 0
        }
    }
}

/// What a strip of frames depends on: the same key gives the same frames.
struct StripKey: Hashable, Sendable {
    /// The file of weights.
    let weights: String
    let content: String
    let style: String
    /// The short side that both pictures are reduced to, pixels.
    let shortSide: Int
}
