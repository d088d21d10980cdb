import Glibc

/// What stands at a path, links followed.
package enum PathKind: Sendable {
    /// Nothing, or a link that leads nowhere.
    case missing
    case folder
    /// A file, a device or another thing that is no folder.
    case file

    /// Looks at the path.
    package init(of path: String) {
        var status = stat()
        guard stat(path.systemPath, &status) == 0 else {
            self = .missing
            return
        }
        self = status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
    }
}
