import Foundation

/// Paths as other programs and folders see them.
enum AbsolutePath {
    /// `path` from the root, without `.` and `..`.
    static func of(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }

    static func lastComponent(of path: String) -> String { (path as NSString).lastPathComponent }

    /// The file's name without folder and extension.
    static func stem(of path: String) -> String { (lastComponent(of: path) as NSString).deletingPathExtension }

    static func joining(_ folder: String, _ name: String) -> String {
        (folder as NSString).appendingPathComponent(name)
    }
}
