import Glibc

/// A program on a pseudo-terminal, whose other side is the test.
package final class PseudoTerminal {
    /// What did not happen in time.
    package struct Failure: Error {
        /// For people.
        package let reason: String

        /// A failure for this reason.
        package init(reason: String) { self.reason = reason }
    }

    /// How a program ended.
    package enum End: Equatable {
        case code(Int32)
        case signal(Int32)
    }

    private let master: Int32
    private let slave: Int32
    private let process: pid_t
    /// The modes before the program began.
    package private(set) var originalModes: [tcflag_t] = []
    private var end: End?
    /// Everything the program wrote, decoded as it comes.
    package private(set) var output: [UInt8] = []
    /// What to answer when the program asks for the device attributes.
    private var answers: String?

    /// What xterm of Debian 12, started as a vt340, answers to the explorer's question.
    package static let xtermAnswers =
        "\u{1B}P>|XTerm(379)\u{1B}\\\u{1B}]11;rgb:0000/0000/0000\u{1B}\\\u{1B}[?1;0;1024S\u{1B}[?2;0;960;680S"
        + "\u{1B}[?2;0;1000;1000S\u{1B}[?2026;0$y\u{1B}[?1016;2$y\u{1B}P1$r0;48:2::1:2:3m\u{1B}\\"
        + "\u{1B}[?63;1;2;4;6;9;15;16;22;28c"

    /// Runs `command` on cells of 10 × 20 pixels.
    package init(
        _ command: [String], columns: UInt16 = 80, rows: UInt16 = 24, answers: String? = xtermAnswers,
        environment: [String: String] = [:]
    ) throws {
        self.answers = answers
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var locked: Int32 = 0
        var number: Int32 = 0
        // TIOCSPTLCK and TIOCGPTN; the functions around them need feature macros that Swift's Glibc does not set.
        guard master >= 0, ioctl(master, 0x4004_5431, &locked) == 0, ioctl(master, 0x8004_5430, &number) == 0 else {
            throw Failure(reason: "no pseudo-terminal")
        }
        let path = "/dev/pts/\(number)"
        // Held open so that the terminal's settings can be read after the program's end.
        slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 10 * columns, ws_ypixel: 20 * rows)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)

        originalModes = PseudoTerminal.modes(slave)

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // The first terminal that a new session opens becomes its own.
        posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // POSIX_SPAWN_SETSID, which needs a feature macro as well. The tests' threads have signals blocked.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(0x80 | POSIX_SPAWN_SETSIGMASK))

        var variables = [
            "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no",
        ]
        variables.merge(environment) { $1 }
        let arguments = command.map { strdup($0) } + [nil]
        let settings = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (arguments + settings).forEach { free($0) } }
        var process: pid_t = 0
        let status = posix_spawn(&process, command[0], &actions, &attributes, arguments, settings)
        if status != 0 { throw Failure(reason: "\(command[0]): \(String(cString: strerror(status)))") }
        self.process = process
    }

    deinit {
        if end == nil {
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
        }
        close(master)
        close(slave)
    }

    /// The program that TerminalTests comes with.
    package static var testProgram: String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        let path = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex) + "TerminalTestProgram"
    }

    /// Of the program.
    package var processIdentifier: Int32 { process }

    /// The output, which is forgotten.
    package func takeOutput() -> [UInt8] {
        defer { output = [] }
        return output
    }

    /// The output as text.
    package var text: String { String(decoding: output, as: UTF8.self) }

    /// Presses keys.
    package func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(master, bytes, bytes.count)
    }

    /// Sends a signal to the program.
    package func signal(_ number: Int32) { kill(process, number) }

    /// Changes the window's size.
    package func resize(columns: UInt16, rows: UInt16) {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: columns * 10, ws_ypixel: rows * 20)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    /// The modes that a program changes: input, output and local flags.
    package var modes: [tcflag_t] { PseudoTerminal.modes(slave) }

    private static func modes(_ descriptor: Int32) -> [tcflag_t] {
        var settings = termios()
        tcgetattr(descriptor, &settings)
        return [settings.c_iflag, settings.c_oflag, settings.c_lflag]
    }

    /// Reads until the output from byte `start` on contains a text.
    package func wait(for wanted: String, after start: Int = 0, seconds: Double = 120) throws {
        let deadline = ContinuousClock.now + .seconds(seconds)
        // Bytes, each looked at once: megabytes of pictures lie between the texts.
        let bytes = Array(wanted.utf8)
        var from = min(start, output.count)
        func hasCome() -> Bool {
            defer { from = max(from, output.count - bytes.count + 1) }
            return output[from...].firstRange(of: bytes) != nil
        }
        while !hasCome() {
            if ContinuousClock.now > deadline {
                throw Failure(
                    reason: "'\(wanted.debugDescription)' did not come in \(text.suffix(600).debugDescription)")
            }
            readSome()
        }
    }

    /// Reads until the program ends.
    package func waitForEnd(seconds: Double = 120) throws -> End {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while true {
            var status: Int32 = 0
            if waitpid(process, &status, WNOHANG) == process {
                while readSome() > 0 {}
                let number = status & 0x7F
                let end = number == 0 ? End.code(status >> 8 & 0xFF) : .signal(number)
                self.end = end
                return end
            }
            if ContinuousClock.now > deadline { throw Failure(reason: "the program goes on") }
            readSome()
        }
    }

    /// Reads what comes next; false where nothing comes in time.
    package func read(milliseconds: Int32) -> Bool { readSome(milliseconds: milliseconds) > 0 }

    /// Reads until nothing comes for a while, and tells when the last byte came; nil where none came.
    @discardableResult
    package func settle(milliseconds: Int32 = 200) -> ContinuousClock.Instant? {
        var last: ContinuousClock.Instant?
        while readSome(milliseconds: milliseconds) > 0 { last = .now }
        return last
    }

    @discardableResult
    private func readSome(milliseconds: Int32 = 20) -> Int {
        var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&request, 1, milliseconds) > 0 else { return 0 }
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = Glibc.read(master, &buffer, buffer.count)
        guard count > 0 else { return 0 }
        output += buffer.prefix(count)
        if let answers, text.contains("\u{1B}[c") {
            self.answers = nil
            type(answers)
        }
        return count
    }
}
