import Glibc

/// Files read or written in one go. What must never be seen half is for `AtomicFile`.
package enum PlainFile {
    /// What is read whole here is written by people and by this program, and far shorter.
    private static let longest = 1 << 28

    /// The bytes of a regular file, also of one whose size the system does not tell, as below /proc.
    ///
    /// - Parameters:
    ///   - offset: bytes to leave out at the beginning.
    ///   - limit: bytes to read at most.
    ///   - streams: whether a pipe or a terminal will do too, which is waited for; for what a person names.
    /// - Throws: `FileError`.
    package static func read(
        _ path: String, from offset: Int = 0, limit: Int = .max, streams: Bool = false
    ) throws -> [UInt8] {
        let descriptor = try FileKind.openForReading(path, streams: streams).descriptor
        defer { close(descriptor) }
        if offset > 0, lseek(descriptor, off_t(offset), SEEK_SET) < 0 {
            throw FileError.unreadable(path: path, reason: errorText(errno))
        }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let got = Glibc.read(descriptor, &block, min(block.count, limit - bytes.count))
            if got == 0 { return bytes }
            if got > 0 {
                bytes += block[..<got]
                guard bytes.count <= longest else {
                    throw FileError.unreadable(path: path, reason: "it has more than \(longest >> 20) MiB")
                }
            } else if errno != EINTR {
                throw FileError.unreadable(path: path, reason: errorText(errno))
            }
        }
    }

    /// Writes over the file that is there. Throws `FileError.unwritable`, also where it is no regular one.
    package static func write(_ bytes: [UInt8], to path: String) throws {
        // A pipe without a reader is refused by the system then, and not waited for.
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
        let descriptor = open(path.systemPath, flags, 0o666)
        guard descriptor >= 0 else { throw FileError.unwritable(path: path, reason: errorText(errno)) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError.unwritable(path: path, reason: errorText(errno)) }
        let kind = FileKind(status)
        guard kind == .regular else { throw FileError.unwritable(path: path, reason: "it is \(kind.name)") }
        var done = 0
        while done < bytes.count {
            let put = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done)
            }
            if put >= 0 {
                done += put
            } else if errno != EINTR {
                throw FileError.unwritable(path: path, reason: errorText(errno))
            }
        }
    }
}
