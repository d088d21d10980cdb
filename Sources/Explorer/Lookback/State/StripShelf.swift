import Terminal

/// The frames made so far, by moment: those used of late are kept.
struct StripShelf: Sendable {
    /// Frames of one moment: the content and one after each step.
    struct Strip: Sendable {
        var frames: [Int: Bitmap] = [:]
        /// Why there are none.
        var problem: String?

        var bytes: Int { frames.values.reduce(0) { $0 + $1.rgb.count } }
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
        strips[key, default: Strip()].frames[step] = bitmap
        use(key)
    }

    mutating func fail(_ problem: String, for key: StripKey) {
        strips[key, default: Strip()].problem = problem
        use(key)
    }

    /// Notes that the key's frames are looked at, and drops others where there are too many.
    mutating func use(_ key: StripKey) {
        guard strips[key] != nil else { return }
        order.removeAll { $0 == key }
        order.append(key)
        var bytes = strips.values.reduce(0) { $0 + $1.bytes }
        while bytes > Self.limit, order.count > 1 {
            bytes -= strips.removeValue(forKey: order.removeFirst())?.bytes ?? 0
        }
    }
}
