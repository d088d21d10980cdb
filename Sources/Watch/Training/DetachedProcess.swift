import Files
import Glibc
import Screens

/// A process in a session of its own: no terminal, and no end when the one that started it ends.
enum DetachedProcess {
    /// POSIX_SPAWN_SETSID, which glibc's headers show to GNU programs only.
    private static let newSession: Int32 = 0x80

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - program: path of the executable.
    ///   - arguments: what follows its name.
    ///   - log: where its output and errors are appended; made where it is missing.
    /// - Returns: the process id, to be given to `wait`.
    /// - Throws: `DetachedProcessError`.
    static func start(_ program: String, arguments: [String], log: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        try check(posix_spawn_file_actions_init(&actions), program)
        defer { posix_spawn_file_actions_destroy(&actions) }
        try check(posix_spawnattr_init(&attributes), program)
        defer { posix_spawnattr_destroy(&attributes) }
        try check(posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0), program)
        // A pipe in the log's place is refused and not waited for.
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK
        try check(posix_spawn_file_actions_addopen(&actions, 1, log.systemPath, flags, 0o644), program)
        try check(posix_spawn_file_actions_adddup2(&actions, 1, 2), program)
        // The terminal, files being read: nothing of this process stays open in the other. One that is closed meanwhile
        // does no harm.
        for descriptor in openDescriptors() where descriptor > 2 {
            try check(posix_spawn_file_actions_addclose(&actions, descriptor), program)
        }
        // Signals that a screen ignores or holds back would be so in the trainer too.
        var signals = sigset_t()
        sigfillset(&signals)
        sigdelset(&signals, SIGKILL)
        sigdelset(&signals, SIGSTOP)
        try check(posix_spawnattr_setsigdefault(&attributes, &signals), program)
        sigemptyset(&signals)
        try check(posix_spawnattr_setsigmask(&attributes, &signals), program)
        let spawning = newSession | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)
        try check(posix_spawnattr_setflags(&attributes, Int16(spawning)), program)
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0.systemPath) }
        words.append(nil)
        defer { words.forEach { free($0) } }
        var identifier: pid_t = 0
        try check(posix_spawn(&identifier, program.systemPath, &actions, &attributes, words, environ), program)
        return identifier
    }

    /// Waits until a process that was started here has ended.
    ///
    /// - Returns: its exit status; nil where a signal ended it.
    static func wait(_ identifier: pid_t) -> Int32? {
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) < 0 {
            if errno != EINTR { return nil }
        }
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : nil
    }

    private static func openDescriptors() -> [Int32] {
        guard let stream = opendir("/proc/self/fd") else { return [] }
        defer { closedir(stream) }
        var descriptors: [Int32] = []
        while let entry = readdir(stream) {
            if let descriptor = Int32(Folder.name(of: entry)), descriptor != dirfd(stream) {
                descriptors.append(descriptor)
            }
        }
        return descriptors
    }

    private static func check(_ status: Int32, _ program: String) throws {
        guard status == 0 else {
            throw DetachedProcessError(program: program, reason: String(cString: strerror(status)))
        }
    }
}

/// A process that could not be started.
struct DetachedProcessError: Error, CustomStringConvertible {
    let program: String
    /// The operating system's own word.
    let reason: String

    var description: String { "\(program) cannot be started (\(reason)); check that it is still there" }
}
