import Glibc

/// Folders, whatever bytes the names in them are made of.
package enum Folder {
    /// The folder that relative paths begin from; empty where it is gone.
    package static var working: String {
        guard let path = getcwd(nil, 0) else { return "" }
        defer { free(path) }
        return String(systemPath: path)
    }

    /// What is directly in a folder, hidden files too, in no order. Throws `FileError.unreadable`.
    package static func names(in path: String) throws -> [String] {
        guard let stream = opendir(path.systemPath) else {
            throw FileError.unreadable(path: path, reason: errorText(errno))
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = name(of: entry)
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// The name that `readdir` gave.
    package static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
        withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: Int(entry.pointee.d_reclen)) { String(systemPath: $0) }
        }
    }

    /// Makes a folder and those above it that are missing. Throws `FileError.unwritable`.
    package static func create(_ path: String) throws {
        guard !path.isEmpty else { throw FileError.unwritable(path: path, reason: errorText(ENOENT)) }
        var made = path.hasPrefix("/") ? "/" : ""
        for component in path.split(separator: "/") {
            made += (made.isEmpty || made == "/" ? "" : "/") + component
            guard mkdir(made.systemPath, 0o777) != 0 else { continue }
            let code = errno
            guard PathKind(of: made) == .folder else {
                throw FileError.unwritable(path: path, reason: errorText(code == EEXIST ? ENOTDIR : code))
            }
        }
    }
}
