/// Weights in the order that one primitive wants.
final class PreparedWeights: @unchecked Sendable {
    let values: UnsafeMutablePointer<Float>
    private let bytes: Int

    init(bytes: Int) {
        self.bytes = bytes
        values = BufferPool.shared.take(bytes: bytes).assumingMemoryBound(to: Float.self)
    }

    deinit { BufferPool.shared.give(UnsafeMutableRawPointer(values), bytes: bytes) }
}
