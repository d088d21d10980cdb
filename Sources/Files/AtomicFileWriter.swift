import Glibc

/// A temporary file beside the file it is going to replace; removed unless `commit()` succeeds. A link is followed, also to where
/// nothing is yet; a pipe, a terminal and what this process has open already are written to themselves.
package final class AtomicFileWriter {
    /// The file to replace or create.
    package let path: String
    private let target: String
    private let temporaryPath: String
    private var descriptor: Int32
    private var isCommitted = false
    /// Whether bytes go into what is there, which cannot be replaced: a pipe, a terminal, /dev/null.
    private let isStream: Bool

    /// Creates the temporary file; throws `FileError` where the folder is missing or read-only.
    package init(_ path: String) throws {
        let target: String
        let mode: mode_t?
        switch try WritingDestination(of: path) {
        case .stream(let descriptor):
            (self.path, self.target, temporaryPath) = (path, path, "")
            (self.descriptor, isStream) = (descriptor, true)
            return
        case .file(let found, let permissions): (target, mode) = (found, permissions)
        }
        let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? ""
        TemporaryFiles.sweep(folder.isEmpty ? "." : folder)
        var candidate = ""
        var opened: Int32 = -1
        var code: Int32 = 0
        for _ in 0..<16 where opened < 0 {
            candidate = folder + TemporaryFiles.name()
            opened = open(candidate.systemPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            code = opened < 0 ? errno : 0
            if code != EEXIST { break }
        }
        guard opened >= 0 else {
            throw FileError.unwritable(path: path, reason: code == ENOENT ? "no such folder" : errorText(code))
        }
        (self.path, self.target, temporaryPath) = (path, target, candidate)
        (descriptor, isStream) = (opened, false)
        // A private file that is replaced stays private.
        if let mode, fchmod(descriptor, mode) != 0 { throw failure(errno) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        if !isCommitted, !isStream { unlink(temporaryPath.systemPath) }
    }

    /// Appends `bytes`.
    package func write(_ bytes: UnsafeRawBufferPointer) throws {
        precondition(descriptor >= 0, "write to a file that was already committed")
        var done = 0
        while done < bytes.count {
            let put = Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, min(bytes.count - done, 1 << 30))
            if put < 0 {
                let code = errno
                if code == EINTR || code == EAGAIN && waitForRoom() { continue }
                throw failure(code)
            }
            done += put
        }
    }

    /// Appends `bytes`.
    package func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { try write($0) }
    }

    /// A pipe that another program has set not to wait is waited for here; false where that cannot be.
    private func waitForRoom() -> Bool {
        var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&wanted, 1, -1) > 0 || errno == EINTR
    }

    /// Flushes to the disk and takes the place of the file at `path`.
    package func commit() throws {
        precondition(descriptor >= 0, "commit of a file that was already committed")
        if !isStream, fsync(descriptor) != 0 { throw failure(errno) }
        let closed = close(descriptor)
        descriptor = -1
        if closed != 0 { throw failure(errno) }
        if isStream { return }
        if rename(temporaryPath.systemPath, target.systemPath) != 0 { throw failure(errno) }
        isCommitted = true
        flushFolder()
    }

    /// Makes the new name durable; a file system that cannot flush folders is no reason to fail.
    private func flushFolder() {
        let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? "."
        let folderDescriptor = open(folder.systemPath, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folderDescriptor >= 0 else { return }
        fsync(folderDescriptor)
        close(folderDescriptor)
    }

    private func failure(_ code: Int32) -> FileError {
        FileError.unwritable(path: path, reason: errorText(code))
    }
}
