import Glibc

/// The terminal as a file: reads, whole writes, its settings and size.
final class TerminalDevice: @unchecked Sendable {
    // Only the thread of the screen uses it.
    private let input: Int32
    private let output: Int32
    /// The settings found, which the program leaves behind.
    let originalSettings: termios

    /// Takes standard input and output, which must both be terminals.
    init(input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO) throws(TerminalError) {
        if isatty(input) == 0 { throw .notATerminal(stream: "standard input") }
        if isatty(output) == 0 { throw .notATerminal(stream: "standard output") }
        self.input = input
        self.output = output
        var settings = termios()
        if tcgetattr(input, &settings) != 0 {
            throw .system(call: "tcgetattr", reason: String(cString: strerror(errno)))
        }
        originalSettings = settings
    }

    /// Keys unread, unechoed and at once, but with the signals of Ctrl-C and Ctrl-Z. Ctrl-S, Ctrl-Q, Ctrl-V and
    /// Ctrl-\ reach the program.
    func enterKeyMode() throws(TerminalError) {
        var settings = originalSettings
        settings.c_lflag &= ~tcflag_t(ICANON | ECHO | ECHONL | IEXTEN)
        settings.c_lflag |= tcflag_t(ISIG)
        settings.c_iflag &= ~tcflag_t(IXON | ICRNL | INLCR | IGNCR | ISTRIP)
        withUnsafeMutableBytes(of: &settings.c_cc) { controls in
            controls[Int(VMIN)] = 1
            controls[Int(VTIME)] = 0
            controls[Int(VQUIT)] = 0
        }
        if tcsetattr(input, TCSANOW, &settings) != 0 {
            throw .system(call: "tcsetattr", reason: String(cString: strerror(errno)))
        }
    }

    /// Gives back the settings found.
    func restoreSettings() {
        var settings = originalSettings
        tcsetattr(input, TCSADRAIN, &settings)
    }

    /// Writes all bytes, waiting where the terminal is slow. A terminal that is gone is left to SIGHUP.
    func write(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset < buffer.count {
                let count = Glibc.write(output, buffer.baseAddress! + offset, buffer.count - offset)
                if count > 0 {
                    offset += count
                } else if count < 0, errno == EAGAIN {
                    var request = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
                    poll(&request, 1, 1000)
                } else if count < 0, errno != EINTR {
                    return
                }
            }
        }
    }

    /// What can be read now; empty when nothing is there, nil when the terminal is gone.
    func read() -> [UInt8]? {
        var request = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
        guard poll(&request, 1, 0) > 0 else { return [] }
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = Glibc.read(input, &buffer, buffer.count)
        if count > 0 { return Array(buffer.prefix(count)) }
        return count < 0 && (errno == EINTR || errno == EAGAIN) ? [] : nil
    }

    /// Waits until there is something to read here or at `other`, or the time is over (nil: never).
    func wait(orFor other: Int32? = nil, milliseconds: Int?) {
        var requests = [
            pollfd(fd: input, events: Int16(POLLIN), revents: 0),
            pollfd(fd: other ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        poll(&requests, 2, milliseconds.map { Int32(clamping: max(0, $0)) } ?? -1)
    }

    /// The window in cells, and in pixels where the system knows them.
    func windowSize() -> (cells: Size, pixels: PixelSize?)? {
        var size = winsize()
        guard ioctl(output, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
        return WindowSize.used(
            columns: Int(size.ws_col), rows: Int(size.ws_row), width: Int(size.ws_xpixel), height: Int(size.ws_ypixel))
    }

    /// Asks the terminal what it can do and waits for its answers, up to a limit.
    /// - Returns: all bytes that came; what is no answer among them was typed meanwhile.
    func probe(_ environment: TerminalEnvironment) -> [UInt8] {
        if environment.isPlain {
            return ask(
                ProbeReplies.plainQuestion, limitMilliseconds: environment.probeMilliseconds)
        }
        var question = ProbeReplies.question
        let memory = environment.isRemote ? nil : SharedMemory.put([0, 0, 0])
        // The terminal may have taken it away.
        defer { if let memory { SharedMemory.remove(memory) } }
        if environment.takesApplicationCommands {
            question = ProbeReplies.kittyQuestion(sharedMemory: memory) + question
        }
        return ask(question, limitMilliseconds: environment.probeMilliseconds)
    }

    /// Asks and waits for the answers, up to a limit.
    /// - Parameter known: what the terminal has answered already.
    /// - Returns: what it answered in all.
    func ask(_ question: String, after known: [UInt8] = [], limitMilliseconds: Int) -> [UInt8] {
        write(Array(question.utf8))
        let clock = ContinuousClock()
        let deadline = clock.now + .milliseconds(limitMilliseconds)
        var bytes = known
        while true {
            let left = clock.now.duration(to: deadline)
            if ProbeReplies.parse(bytes).replies.deviceAttributes != nil || left <= .zero { return bytes }
            wait(milliseconds: Int(left / .milliseconds(1)) + 1)
            guard let more = read() else { return bytes }
            bytes += more
        }
    }
}
