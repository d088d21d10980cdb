import Glibc

/// Objects of POSIX shared memory, through which a terminal on this machine takes pictures without their crossing its line.
enum SharedMemory {
    /// Puts bytes into a new object that only this user may read.
    /// - Returns: its name; nil where the system has no room for it.
    static func put(_ bytes: [UInt8]) -> String? {
        let name = "/ministyler-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        let descriptor = shm_open(name, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // Reserved at once: a full /dev/shm says so here and not by a signal later.
        guard posix_fallocate(descriptor, 0, off_t(max(1, bytes.count))) == 0 else {
            shm_unlink(name)
            return nil
        }
        let isWhole = bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset < buffer.count {
                let count = write(descriptor, buffer.baseAddress! + offset, buffer.count - offset)
                if count < 0 && errno == EINTR { continue }
                if count <= 0 { return false }
                offset += count
            }
            return true
        }
        if isWhole { return name }
        shm_unlink(name)
        return nil
    }

    /// Removes an object that the terminal may have removed already.
    static func remove(_ name: String) { shm_unlink(name) }
}
