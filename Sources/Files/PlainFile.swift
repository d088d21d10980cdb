import Glibc

/// Files read or written in one go, pipes too. What must never be seen half is for `AtomicFile`.
package enum PlainFile {
    /// What is read whole here is written by people and by this program, and far shorter.
    private static let longest = 1 << 28

    /// The bytes from `offset` on. Throws `FileError.unreadable`, also where they have no end in sight.
    package static func read(_ path: String, from offset: Int = 0) throws -> [UInt8] {
        let descriptor = open(path.systemPath, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError.unreadable(path: path, reason: errorText(errno)) }
        defer { close(descriptor) }
        if offset > 0, lseek(descriptor, off_t(offset), SEEK_SET) < 0 {
            throw FileError.unreadable(path: path, reason: errorText(errno))
        }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let got = Glibc.read(descriptor, &block, block.count)
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

    /// Writes over what is there. Throws `FileError.unwritable`.
    package static func write(_ bytes: [UInt8], to path: String) throws {
        let descriptor = open(path.systemPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FileError.unwritable(path: path, reason: errorText(errno)) }
        defer { close(descriptor) }
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
