import Glibc

/// Where the bytes written to a path go.
enum WritingDestination {
    /// Into what is there and cannot be replaced: a pipe, a terminal, /dev/null, what this process has open already. The
    /// descriptor is the caller's to close.
    case stream(descriptor: Int32)
    /// Into a new file that takes the place of `target`, which no link leads on from. `mode` are the permissions of the file that is
    /// there; nil where there is none.
    case file(target: String, mode: mode_t?)

    /// Looks at what is at `path`. Links are followed, also to where nothing is yet.
    ///
    /// - Throws: `FileError.isFolder` or `.unwritable`.
    init(of path: String) throws {
        func refused(_ reason: String) -> FileError { .unwritable(path: path, reason: reason) }
        if let own = OwnDescriptor.of(path) {
            let descriptor = fcntl(own, F_DUPFD_CLOEXEC, 0)
            guard descriptor >= 0 else { throw refused(errorText(errno)) }
            self = .stream(descriptor: descriptor)
            return
        }
        var status = stat()
        guard stat(path.systemPath, &status) == 0 else {
            // Links in a circle lead nowhere, and none of them is to be replaced.
            if errno == ELOOP { throw refused(errorText(ELOOP)) }
            self = .file(target: Self.linked(path), mode: nil)
            return
        }
        let kind = FileKind(status)
        if kind == .folder { throw FileError.isFolder(path: path) }
        guard kind != .regular else {
            self = .file(target: ResolvedPath.of(path), mode: status.st_mode & 0o777)
            return
        }
        guard kind.isStream else { throw refused("it is \(kind.name)") }
        // A pipe that nobody reads from would be waited for.
        let descriptor = open(path.systemPath, O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else {
            throw refused(errno == ENXIO ? "nobody reads from this pipe" : errorText(errno))
        }
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
        self = .stream(descriptor: descriptor)
    }

    /// Where a link that leads nowhere leads; `path` itself where it is none.
    private static func linked(_ path: String) -> String {
        var path = path
        for _ in 0..<40 {
            guard let next = LinkTarget.of(path) else { return path }
            let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
            path = next.hasPrefix("/") ? next : folder + next
        }
        return path
    }
}
