import Glibc

/// Where symbolic links lead.
package enum LinkTarget {
    /// What the link at `path` says; nil where there is none.
    package static func of(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        return readlink(path.systemPath, &buffer, buffer.count - 1) > 0 ? String(systemPath: buffer) : nil
    }
}
