import Glibc

/// What the system has at a path or behind a descriptor: the one place that decides what may be read and written, and how.
///
/// A regular file is read at any place and replaced whole. A pipe, a terminal and the like have no places and are not replaced: bytes
/// go into them as they come.
enum FileKind {
    case regular
    case folder
    case pipe
    /// A terminal, /dev/null.
    case characterDevice
    case blockDevice
    case socket

    /// - Parameter status: as `stat` gives it.
    init(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFDIR: self = .folder
        case S_IFIFO: self = .pipe
        case S_IFCHR: self = .characterDevice
        case S_IFBLK: self = .blockDevice
        case S_IFSOCK: self = .socket
        default: self = .regular
        }
    }

    /// Links are followed. nil where nothing is there.
    init?(of path: String) {
        var status = stat()
        guard stat(path.systemPath, &status) == 0 else { return nil }
        self.init(status)
    }

    /// Whether bytes go into it, or come from it, as into a pipe.
    var isStream: Bool { self == .pipe || self == .characterDevice }

    /// For people.
    var name: String {
        switch self {
        case .regular: "a file"
        case .folder: "a folder"
        case .pipe: "a pipe"
        case .characterDevice, .blockDevice: "a device"
        case .socket: "a socket"
        }
    }

    /// Opens what is at `path` for reading, without ever waiting for somebody at the other end of a pipe.
    ///
    /// - Parameter streams: whether a pipe or a terminal will do where a file is usual: it is read as its bytes come.
    /// - Returns: the descriptor, the caller's to close, and what `fstat` says of it.
    /// - Throws: `FileError.missing`, `.isFolder`, `.notAFile` or `.unreadable`.
    static func openForReading(_ path: String, streams: Bool = false) throws -> (descriptor: Int32, status: stat) {
        var status = stat()
        if streams, stat(path.systemPath, &status) == 0, FileKind(status).isStream {
            // Whoever names a pipe waits for what comes out of it.
            let descriptor = open(path.systemPath, O_RDONLY | O_CLOEXEC | O_NOCTTY)
            guard descriptor >= 0 else { throw FileError.unreadable(path: path, reason: errorText(errno)) }
            return (descriptor, status)
        }
        let descriptor = open(path.systemPath, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else {
            let code = errno
            if code == ENOENT || code == ENOTDIR { throw FileError.missing(path: path) }
            if code == ENXIO, let kind = FileKind(of: path) { throw FileError.notAFile(path: path, kind: kind.name) }
            throw FileError.unreadable(path: path, reason: errorText(code))
        }
        let code = fstat(descriptor, &status) == 0 ? 0 : errno
        let kind = FileKind(status)
        guard code == 0, kind == .regular else {
            close(descriptor)
            if code != 0 { throw FileError.unreadable(path: path, reason: errorText(code)) }
            if kind == .folder { throw FileError.isFolder(path: path) }
            throw FileError.notAFile(path: path, kind: kind.name)
        }
        return (descriptor, status)
    }
}
