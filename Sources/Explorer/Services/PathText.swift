/// Text operations on POSIX paths; none of them touches a file.
enum PathText {
    /// "/a/b/" → "b"; "/" → "/".
    static func lastComponent(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// "/a/b" → "/a"; "/" → "/"; "b" → ".".
    static func parent(of path: String) -> String {
        let parts = path.split(separator: "/")
        let joined = parts.dropLast().joined(separator: "/")
        return path.hasPrefix("/") ? "/" + joined : (joined.isEmpty ? "." : joined)
    }

    static func joining(_ folder: String, _ name: String) -> String {
        if name.hasPrefix("/") {
            return name
        }
        return folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }

    /// "wave.tar.png" → "wave.tar"; ".hidden" → ".hidden".
    static func stem(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else {
            return name
        }
        return String(name[..<dot])
    }

    /// Lower-case, without the dot; "" where there is none.
    static func fileExtension(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else {
            return ""
        }
        return name[name.index(after: dot)...].lowercased()
    }

    /// Replaces the home folder at the beginning of a path by "~".
    static func abbreviatingHome(_ path: String, home: String) -> String {
        guard !home.isEmpty, home != "/", path == home || path.hasPrefix(home + "/") else {
            return path
        }
        return "~" + path.dropFirst(home.count)
    }
}
