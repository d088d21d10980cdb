import Glibc

/// A program on a pseudo-terminal, whose other side is the test.
final class PseudoTerminal {
    struct Failure: Error { let reason: String }

    /// How a program ended.
    enum End: Equatable {
        case code(Int32)
        case signal(Int32)
    }

    private let master: Int32
    private let slave: Int32
    private let process: pid_t
    /// The modes before the program began.
    private(set) var originalModes: [tcflag_t] = []
    private var end: End?
    /// Everything the program wrote, decoded as it comes.
    private(set) var output: [UInt8] = []
    /// What to answer when the program asks for the device attributes.
    private var answers: String?

    /// Runs `command` with 80 × 24 cells of 10 × 20 pixels.
    init(
        _ command: [String], answers: String? = CapabilitiesTests.Answers.xterm,
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
        var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 800, ws_ypixel: 480)
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
    static var testProgram: String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        let path = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex) + "TerminalTestProgram"
    }

    var text: String { String(decoding: output, as: UTF8.self) }

    func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(master, bytes, bytes.count)
    }

    func signal(_ number: Int32) { kill(process, number) }

    func resize(columns: UInt16, rows: UInt16) {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: columns * 10, ws_ypixel: rows * 20)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    /// The modes that a program changes: input, output and local flags.
    var modes: [tcflag_t] { PseudoTerminal.modes(slave) }

    private static func modes(_ descriptor: Int32) -> [tcflag_t] {
        var settings = termios()
        tcgetattr(descriptor, &settings)
        return [settings.c_iflag, settings.c_oflag, settings.c_lflag]
    }

    /// Reads until the output from byte `start` on contains a text.
    func wait(for wanted: String, after start: Int = 0, seconds: Double = 20) throws {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while !String(decoding: output.dropFirst(start), as: UTF8.self).contains(wanted) {
            if ContinuousClock.now > deadline {
                throw Failure(
                    reason: "'\(wanted.debugDescription)' did not come in \(text.suffix(600).debugDescription)")
            }
            readSome()
        }
    }

    /// Reads until the program ends.
    func waitForEnd(seconds: Double = 20) throws -> End {
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

    @discardableResult
    private func readSome() -> Int {
        var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&request, 1, 20) > 0 else { return 0 }
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = read(master, &buffer, buffer.count)
        guard count > 0 else { return 0 }
        output += buffer.prefix(count)
        if let answers, text.contains("\u{1B}[c") {
            self.answers = nil
            type(answers)
        }
        return count
    }
}
