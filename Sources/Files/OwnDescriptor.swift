import Glibc

/// Paths that stand for a descriptor which this process has open already: /dev/stdout, /dev/fd/3, links to them.
package enum OwnDescriptor {
    /// Its number; nil where the path is an ordinary one.
    ///
    /// Such a path must not be opened anew: the place and mode (`>>`) that the shell opened it with would be lost, and what it
    /// leads to would be replaced behind the shell's back.
    package static func of(_ path: String) -> Int32? {
        var path = path
        // So many links the system itself follows.
        for _ in 0..<40 {
            let folder = AbsolutePath.parent(of: path)
            if ResolvedPath.of(folder) == "/proc/\(getpid())/fd" { return Int32(AbsolutePath.lastComponent(of: path)) }
            guard let next = LinkTarget.of(path) else { return nil }
            path = next.hasPrefix("/") ? next : AbsolutePath.joining(folder, next)
        }
        return nil
    }

    /// Whether what is written to the path appears on standard output.
    package static func isStandardOutput(_ path: String) -> Bool { of(path) == STDOUT_FILENO }
}
