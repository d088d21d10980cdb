import Foundation

/// Paths as other programs and folders see them.
package enum AbsolutePath {
    /// `path`, which begins from `folder` where not from the root, without `.` and `..`.
    package static func of(_ path: String, in folder: String = Folder.working) -> String {
        URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: folder + "/")).standardizedFileURL.path
    }

    package static func lastComponent(of path: String) -> String { (path as NSString).lastPathComponent }

    /// The folder that a file is in, `.` for a bare name.
    package static func parent(of path: String) -> String {
        let parent = (path as NSString).deletingLastPathComponent
        return parent.isEmpty ? "." : parent
    }

    /// The file's name without folder and extension.
    package static func stem(of path: String) -> String { (lastComponent(of: path) as NSString).deletingPathExtension }

    package static func joining(_ folder: String, _ name: String) -> String {
        (folder as NSString).appendingPathComponent(name)
    }

    /// Whether two names lead to one file that is there.
    package static func isSameFile(_ a: String, _ b: String) -> Bool {
        FileIdentity(of: a).map { $0 == FileIdentity(of: b) } ?? false
    }
}
