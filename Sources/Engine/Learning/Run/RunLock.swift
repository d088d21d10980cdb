import Glibc

/// The exclusive right to write to a run folder, held until the process ends or lets go of it.
///
/// The right is a lock of the operating system on the file `lock`; the process id in it is for messages only, so that a
/// killed trainer's file stops nobody.
final class RunLock {
    private let descriptor: Int32

    /// Takes the lock of `folder`; throws `RunError.inUse` where another trainer holds it.
    init(folder: String) throws {
        let path = folder + "/lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw RunError.inaccessible(path: path, reason: systemErrorText(errno)) }
        var status: Int32
        repeat { status = flock(descriptor, LOCK_EX | LOCK_NB) } while status != 0 && errno == EINTR
        guard status == 0 else {
            let code = errno
            close(descriptor)
            guard code == EWOULDBLOCK else {
                throw RunError.inaccessible(path: path, reason: systemErrorText(code))
            }
            let text = smallFile(path)?.split(whereSeparator: \.isWhitespace).first
            throw RunError.inUse(folder: folder, process: text.flatMap { Int32($0) })
        }
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count else {
            let code = errno
            close(descriptor)
            throw RunError.inaccessible(path: path, reason: systemErrorText(code))
        }
        // Last: an initialiser that throws when all is set runs deinit, which would close a second time.
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
}
