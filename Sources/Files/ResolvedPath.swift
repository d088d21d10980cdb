import Glibc

/// Paths from the root without symbolic links, so that equal paths are the same file or folder.
package enum ResolvedPath {
    /// `path` without links, `.`, `..` and a slash at its end; as it is where nothing is there.
    package static func of(_ path: String) -> String {
        guard let resolved = realpath(path.systemPath, nil) else { return path }
        defer { free(resolved) }
        return String(systemPath: resolved)
    }
}
