import Files
import Glibc

/// Text operations on POSIX paths; none of them touches a file.
package enum PathText {
    /// "/a/b/" → "b"; "/" → "/".
    package static func lastComponent(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// "/a/b" → "/a"; "/" → "/"; "b" → ".".
    package static func parent(of path: String) -> String {
        let parts = path.split(separator: "/")
        let joined = parts.dropLast().joined(separator: "/")
        return path.hasPrefix("/") ? "/" + joined : (joined.isEmpty ? "." : joined)
    }

    package static func joining(_ folder: String, _ name: String) -> String {
        if name.hasPrefix("/") {
            return name
        }
        return folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }

    /// "wave.tar.png" → "wave.tar"; ".hidden" → ".hidden".
    package static func stem(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else {
            return name
        }
        return String(name[..<dot])
    }

    /// Lower-case, without the dot; "" where there is none.
    package static func fileExtension(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else {
            return ""
        }
        return name[name.index(after: dot)...].lowercased()
    }

    /// Replaces the home folder at the beginning of a path by "~".
    package static func abbreviatingHome(_ path: String, home: String) -> String {
        guard !home.isEmpty, home != "/", path == home || path.hasPrefix(home + "/") else {
            return path
        }
        return "~" + path.dropFirst(home.count)
    }
}

/// Names for new files.
package enum FreePath {
    /// The `attempt`th name to try: the name itself, then with -2, -3, …
    package static func alternative(_ name: String, attempt: Int) -> String {
        attempt == 1 ? name : "\(name)-\(attempt)"
    }

    /// Bytes of a name at most: file systems take 255, of which what is put behind it takes some.
    private static let longest = 180

    /// A path that no file has yet: reward-step.png, reward-step-2.png. Characters of `name` that could not be typed
    /// without quotes become "-", and a name too long for a file ends early.
    package static func of(name: String, fileExtension: String, in folder: String) -> String {
        var base = String(name.map { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" ? $0 : "-" })
        while base.hasPrefix("-") || base.hasPrefix(".") { base.removeFirst() }
        while base.utf8.count > longest { base.removeLast() }
        if base.isEmpty { base = "export" }
        var attempt = 1
        while true {
            let name = alternative(base, attempt: attempt)
            let path = PathText.joining(folder, "\(name).\(fileExtension)")
            if access(path.systemPath, F_OK) != 0 { return path }
            attempt += 1
        }
    }
}
