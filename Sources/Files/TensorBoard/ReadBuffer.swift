/// Working memory for reading files block by block; the one owner of its bytes.
struct ReadBuffer: ~Copyable {
    private var bytes: UnsafeMutableRawBufferPointer

    /// Bytes that it can hold.
    var count: Int { bytes.count }

    init(count: Int = 1 << 20) {
        bytes = .allocate(byteCount: count, alignment: 16)
    }

    deinit { bytes.deallocate() }

    /// Makes room for at least `count` bytes; the content is lost.
    mutating func grow(to count: Int) {
        if count <= bytes.count { return }
        bytes.deallocate()
        bytes = .allocate(byteCount: max(count, 2 * bytes.count), alignment: 16)
    }

    /// Reads from `offset` on, as much as there is and fits. The result holds until the next call.
    mutating func fill(from file: ReadableFile, at offset: Int) throws -> UnsafeRawBufferPointer {
        let got = try file.read(into: bytes, at: offset)
        return UnsafeRawBufferPointer(rebasing: bytes[..<got])
    }
}
