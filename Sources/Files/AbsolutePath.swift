import Foundation

/// Paths as other programs and folders see them.
package enum AbsolutePath {
    /// `path`, which begins from `folder` where not from the root, without `.` and `..`.
    package static func of(_ path: String, in folder: String = Folder.working) -> String {
        URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: folder + "/")).standardizedFileURL.path
    }

    // Foundation's own look at the working folder, and end the program where its name is no text.

    /// "/a/b/" → "b"; "/" → "/".
    package static func lastComponent(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// The folder that a file is in, `.` for a bare name.
    package static func parent(of path: String) -> String {
        let joined = path.split(separator: "/").dropLast().joined(separator: "/")
        return path.hasPrefix("/") ? "/" + joined : (joined.isEmpty ? "." : joined)
    }

    /// The file's name without folder and extension: "/a/wave.tar.png" → "wave.tar"; ".hidden" → ".hidden".
    package static func stem(of path: String) -> String {
        let name = lastComponent(of: path)
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }

    /// "/a/" and "b" → "/a/b"; "" and "b" → "b".
    package static func joining(_ folder: String, _ name: String) -> String {
        folder.isEmpty || folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }

    /// Whether two names lead to one file that is there.
    package static func isSameFile(_ a: String, _ b: String) -> Bool {
        FileIdentity(of: a).map { $0 == FileIdentity(of: b) } ?? false
    }
}
