import Glibc

/// Sizes of files.
package enum FileSize {
    /// Bytes of the file at `path`. Throws `FileError.missing` where there is none any more.
    package static func bytes(of path: String) throws -> Int {
        var status = stat()
        guard stat(path.systemPath, &status) == 0 else { throw FileError.missing(path: path) }
        return Int(status.st_size)
    }
}
