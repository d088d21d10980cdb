import Glibc

/// What a file or folder is, whatever names lead to it. A number alone is given out by each file system anew.
package struct FileIdentity: Hashable, Sendable {
    private let device: UInt
    private let node: UInt

    /// - Parameter status: as `stat` gives it.
    package init(_ status: stat) {
        device = UInt(status.st_dev)
        node = UInt(status.st_ino)
    }

    /// Links are followed; nil where nothing is there.
    package init?(of path: String) {
        var status = stat()
        guard stat(path.systemPath, &status) == 0 else { return nil }
        self.init(status)
    }
}
