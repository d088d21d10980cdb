import Glibc

/// Follows one growing record file (TensorFlow's framing: length, its checksum, message, its checksum) and hands over
/// each message once.
///
/// A record that is not wholly there yet is waited for. A message with a wrong checksum is left out; after a damaged
/// length the reader looks for the next place where a record begins. Both are counted.
final class RecordReader {
    enum Outcome {
        /// Nothing new.
        case unchanged
        /// Messages were handed over; everything that is there has been read.
        case advanced
        /// Time ran out before the end; call again.
        case unfinished
        /// The file is gone, or another one stands in its place: what was read of it holds no longer.
        case replaced
    }

    /// Bytes before the message: length and its checksum; after it another checksum.
    static let headerSize = 12
    static let frameSize = 16
    /// Protocol buffers are shorter than that: what claims more is no record.
    private static let longestMessage = 1 << 30
    /// Bytes summed in vain, in all, while a beginning is searched byte by byte: lengths made to look right could otherwise have a
    /// file summed over and over.
    private static let mostInVain = 1 << 30

    let path: String
    /// Damaged places passed so far.
    private(set) var damagedRecords = 0
    /// When the file was last written as of the last look, in seconds since 1970.
    private(set) var modified: Double?
    /// Where the next record begins.
    private var offset = 0
    /// The file's size when it was last read to its end.
    private var knownSize = -1
    private var identity: (device: UInt64, node: UInt64)?
    /// Set while no record's beginning has been found since a damaged one.
    private var isSearching = false
    private var inVain = 0

    init(path: String) {
        self.path = path
    }

    /// Hands over what has come since the last call.
    /// - Parameters:
    ///   - buffer: working memory, grown where a record is larger.
    ///   - deadline: after it the call ends at the next block.
    ///   - body: takes a message and its offset in the file.
    /// - Throws: `FileError.unreadable`.
    func poll(
        buffer: inout ReadBuffer, until deadline: ContinuousClock.Instant,
        _ body: (UnsafeRawBufferPointer, Int) -> Void
    ) throws -> Outcome {
        var status = stat()
        guard stat(path.systemPath, &status) == 0 else { return .replaced }
        modified = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
        let found = (device: UInt64(status.st_dev), node: UInt64(status.st_ino))
        if let identity, identity != found { return .replaced }
        identity = found
        let size = Int(status.st_size)
        if size < offset { return .replaced }
        if size == knownSize { return .unchanged }
        let file: ReadableFile
        do {
            file = try ReadableFile(path)
        } catch FileError.missing {
            return .replaced
        }
        let start = offset
        while true {
            let bytes = try buffer.fill(from: file, at: offset)
            let (consumed, wanted) = parse(bytes, body)
            offset += consumed
            // A hole reads as zeros, without end where the file is sparse.
            if isSearching, wanted == 0 {
                offset = max(offset, min(file.data(from: offset), file.count) - Self.headerSize + 1)
            }
            // A record that the file does not hold yet must not make the buffer grow.
            let canGrow = wanted > buffer.count && offset + wanted <= file.count
            if canGrow { buffer.grow(to: wanted) }
            let isAtEnd = bytes.count < buffer.count && !canGrow
            if isAtEnd || (consumed == 0 && !canGrow) { break }
            if .now >= deadline { return .unfinished }
        }
        knownSize = file.count
        return offset > start ? .advanced : .unchanged
    }

    /// The length of the message behind these bytes; nil where they are no header.
    @inline(__always)
    static func recordLength(_ header: UnsafeRawBufferPointer) -> Int? {
        let length = UInt64(littleEndian: header.loadUnaligned(as: UInt64.self))
        // First what costs least: most places of a damaged file end here.
        guard length <= longestMessage else { return nil }
        let checksum = UInt32(littleEndian: header.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
        guard MaskedChecksum.of(UnsafeRawBufferPointer(rebasing: header[..<8])) == checksum else {
            return nil
        }
        return Int(length)
    }

    /// Where the zeros end that begin at `position`, perhaps there: of a header, which is never all zeros, its last byte at most lies
    /// behind.
    private static func endOfZeros(in bytes: UnsafeRawBufferPointer, from position: Int) -> Int {
        var end = position
        while end + 8 <= bytes.count, bytes.loadUnaligned(fromByteOffset: end, as: UInt64.self) == 0 { end += 8 }
        while end < bytes.count, bytes[end] == 0 { end += 1 }
        return end
    }

    /// Hands over the whole records in `bytes`.
    /// - Returns: the bytes done with, and how many bytes the record after them needs (0 where that is unknown).
    private func parse(
        _ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer, Int) -> Void
    ) -> (consumed: Int, wanted: Int) {
        guard let base = bytes.baseAddress else { return (0, 0) }
        var position = 0
        while bytes.count - position >= Self.headerSize {
            let start = base + position
            guard let count = Self.recordLength(UnsafeRawBufferPointer(start: start, count: Self.headerSize)) else {
                if !isSearching { damagedRecords += 1 }
                isSearching = true
                position = max(position + 1, Self.endOfZeros(in: bytes, from: position) - Self.headerSize + 1)
                continue
            }
            if bytes.count - position < count + Self.frameSize { return (position, count + Self.frameSize) }
            let message = UnsafeRawBufferPointer(start: start + Self.headerSize, count: count)
            let checksum = UInt32(littleEndian: (start + Self.headerSize + count).loadUnaligned(as: UInt32.self))
            guard MaskedChecksum.of(message) == checksum else {
                if isSearching, inVain < Self.mostInVain {
                    // What looked like a length was not one.
                    inVain += count
                    position += 1
                } else {
                    damagedRecords += 1
                    position += count + Self.frameSize
                }
                continue
            }
            isSearching = false
            body(message, offset + position + Self.headerSize)
            position += count + Self.frameSize
        }
        return (position, 0)
    }
}
