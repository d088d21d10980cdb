import Files
import Foundation

/// Messages and progress on standard error.
enum StandardError {
    /// Whether it is a terminal that can redraw a line.
    static var isTerminal: Bool {
        isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// Columns of the terminal; 80 where it does not say.
    static var columns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Takes the line away that is being redrawn: what is written next starts at its beginning.
    static func erase() { write("", erasing: true) }

    /// Writes lines as people read them; a standard error that is closed is nobody's mistake.
    ///
    /// - Parameter erasing: the line that is being redrawn first.
    static func write(_ text: String, erasing: Bool = false) {
        let bytes = Array(((erasing ? "\r\u{1B}[K" : "") + text.displayedLines).utf8)
        var done = 0
        while done < bytes.count {
            let put = bytes.withUnsafeBytes {
                Glibc.write(STDERR_FILENO, $0.baseAddress.map { $0 + done }, $0.count - done)
            }
            if put < 0 && errno != EINTR { return }
            done += max(put, 0)
        }
    }

    /// Writes `ministyler: ` and the sentence of an error.
    static func report(_ error: any Error) {
        write("ministyler: \(sentence(of: error))\n")
    }

    /// Writes `ministyler: ` and a sentence that is no error.
    static func note(_ sentence: String) { write("ministyler: \(sentence)\n") }

    /// What an error says, on one line and with a full stop.
    static func sentence(of error: any Error) -> String {
        let text = "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
        return text.hasSuffix(".") ? text : text + "."
    }
}
