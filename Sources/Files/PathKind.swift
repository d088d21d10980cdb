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
        self = FileKind(status) == .folder ? .folder : .file
    }

    /// Whether a pipe or a character device is at `path`, such as a terminal or /dev/null: bytes go into it, and it is not replaced.
    package static func isStream(_ path: String) -> Bool {
        OwnDescriptor.of(path) != nil || FileKind(of: path)?.isStream == true
    }
}
