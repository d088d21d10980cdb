import Glibc

/// Standard input, output and error.
enum StandardDescriptors {
    /// Puts /dev/null where one is closed: the next file that is opened would get its number, and messages would be written into it.
    static func fill() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
            // The lowest free number is this one.
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_RDONLY : O_WRONLY)
        }
    }
}
