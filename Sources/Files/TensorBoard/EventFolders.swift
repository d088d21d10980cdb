import Glibc

/// Finds event files below folders.
enum EventFolders {
    /// Folders nested deeper than this are not looked into.
    private static let depthLimit = 32

    /// Whether a file's name is one that event files have, as TensorBoard tells them.
    static func isEventFile(named name: String) -> Bool { name.contains("tfevents") }

    /// The event files below `root` by folder, each folder's in the order of their names; a `root` that is itself an
    /// event file comes alone. Folders that cannot be read are passed over.
    static func files(below root: String) -> [(folder: String, paths: [String])] {
        var status = stat()
        guard stat(root.systemPath, &status) == 0 else { return [] }
        if status.st_mode & S_IFMT == S_IFREG {
            let folder = root.lastIndex(of: "/").map { String(root[..<$0]) } ?? "."
            return [(folder.isEmpty ? "/" : folder, [root])]
        }
        var found: [(folder: String, paths: [String])] = []
        var visited: Set<UInt64> = []
        look(into: root, depth: 0, &visited, &found)
        return found
    }

    private static func look(
        into folder: String, depth: Int, _ visited: inout Set<UInt64>,
        _ found: inout [(folder: String, paths: [String])]
    ) {
        var status = stat()
        guard depth <= depthLimit, stat(folder.systemPath, &status) == 0,
            visited.insert(UInt64(status.st_ino)).inserted,
            let stream = opendir(folder.systemPath)
        else { return }
        var files: [String] = []
        var folders: [String] = []
        while let entry = readdir(stream) {
            let name = Folder.name(of: entry)
            if name.hasPrefix(".") { continue }
            let path = folder == "/" ? "/" + name : folder + "/" + name
            switch Int32(entry.pointee.d_type) {
            case 4: folders.append(path)
            case 8: if isEventFile(named: name) { files.append(path) }
            default:
                // A link, or a file system that does not tell.
                guard stat(path.systemPath, &status) == 0 else { continue }
                if status.st_mode & S_IFMT == S_IFDIR {
                    folders.append(path)
                } else if status.st_mode & S_IFMT == S_IFREG, isEventFile(named: name) {
                    files.append(path)
                }
            }
        }
        closedir(stream)
        if !files.isEmpty { found.append((folder, files.sorted())) }
        for path in folders.sorted(by: NaturalOrder.precedes) { look(into: path, depth: depth + 1, &visited, &found) }
    }
}
