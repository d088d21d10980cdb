import Files
import Glibc

/// Unbuffered lines on standard output.
enum StandardOutput {
    /// The reader at the other end has gone, for example `head` after its ten lines.
    struct Closed: Error {}

    /// Writes `line` and a line feed. Names of files come out as the bytes that they are, but for a person at a terminal.
    ///
    /// - Parameter isDrawn: it is a screen with control sequences of its own.
    /// - Throws: `Closed`, or `CommandError` where the output cannot take it, for example a file on a full disk.
    static func write(line: String, isDrawn: Bool = false) throws {
        var bytes = isatty(STDOUT_FILENO) == 1 && !isDrawn ? Array(line.displayedLines.utf8) : line.systemBytes
        bytes.append(UInt8(ascii: "\n"))
        var done = 0
        while done < bytes.count {
            let put = bytes.withUnsafeBytes {
                Glibc.write(STDOUT_FILENO, $0.baseAddress.map { $0 + done }, $0.count - done)
            }
            if put >= 0 {
                done += put
            } else if errno == EPIPE {
                throw Closed()
            } else if errno != EINTR {
                throw CommandError("Standard output cannot be written (\(String(cString: strerror(errno)))).")
            }
        }
    }
}
