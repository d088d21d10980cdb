import Glibc

/// An open regular file; the one owner of its descriptor.
final class ReadableFile {
    let path: String
    /// Bytes in the file when it was opened.
    let count: Int
    private let descriptor: Int32
    /// Linux's SEEK_DATA, which the headers keep from Swift.
    private static let seekData: Int32 = 3

    /// Opens the file at `path`; a missing file, a folder and anything else that is no regular file is an error.
    init(_ path: String) throws {
        let (descriptor, status) = try FileKind.openForReading(path)
        self.path = path
        self.descriptor = descriptor
        self.count = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// Fills `buffer` from `offset`; returns how many bytes there were, fewer only at the end of the file.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
        var done = 0
        while done < buffer.count {
            let block = min(buffer.count - done, 1 << 30)
            let got = pread(descriptor, buffer.baseAddress.map { $0 + done }, block, off_t(offset + done))
            if got < 0 {
                if errno == EINTR { continue }
                throw FileError.unreadable(path: path, reason: errorText(errno))
            }
            if got == 0 { break }
            done += got
        }
        return done
    }

    /// At most `count` bytes from `offset`, fewer only at the end of the file. Throws `FileError`, `tooLargeForMemory` where memory
    /// has no room for them.
    func bytes(at offset: Int, count: Int) throws -> [UInt8] {
        try AvailableMemory.check(count, of: path)
        return try [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = try read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
        }
    }

    /// The first byte at or behind `offset` that is in no hole of a sparse file, `count` where all that follows is one; `offset` where
    /// the file system does not tell.
    func data(from offset: Int) -> Int {
        let found = lseek(descriptor, off_t(offset), Self.seekData)
        if found >= 0 { return Int(found) }
        return errno == ENXIO ? count : offset
    }

    /// All bytes of the file.
    func bytes() throws -> [UInt8] { try bytes(at: 0, count: count) }

    /// Hands over the file's bytes from first to last in blocks.
    func forEachBlock(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        var offset = 0
        while true {
            let got = try read(into: buffer, at: offset)
            if got == 0 { return }
            try body(
                UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<got]).bindMemory(to: UInt8.self))
            offset += got
        }
    }
}

/// The operating system's word for an error number.
func errorText(_ code: Int32) -> String {
    var text = [CChar](repeating: 0, count: 256)
    guard strerror_r(code, &text, text.count) == 0 else { return "error \(code)" }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
