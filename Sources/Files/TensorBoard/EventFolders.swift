import Glibc

/// Finds event files below folders.
enum EventFolders {
    /// Folders nested deeper than this are not looked into.
    private static let depthLimit = 32
    /// Folders that links lead to once more are looked into at most so often in all: links in every folder to every other would
    /// make more paths than can be followed.
    private static let repeatLimit = 1000

    /// A folder to look into.
    private struct Visit {
        let path: String
        /// From the root to this one: one of these again would be a circle.
        let above: [FileIdentity]
    }

    /// Whether a file's name is one that event files have, as TensorBoard tells them.
    static func isEventFile(named name: String) -> Bool { name.contains("tfevents") }

    /// The event files below `root` by folder, each folder's in the order of their names; a `root` that is itself an
    /// event file comes alone. Folders that cannot be read are passed over. As in TensorBoard, hidden folders count, and a folder
    /// that two links lead to comes twice.
    static func files(below root: String) -> [(folder: String, paths: [String])] {
        var status = stat()
        guard stat(root.systemPath, &status) == 0 else { return [] }
        if status.st_mode & S_IFMT == S_IFREG {
            let folder = root.lastIndex(of: "/").map { String(root[..<$0]) } ?? "."
            return [(folder.isEmpty ? "/" : folder, [root])]
        }
        return look(into: root).map { (names: $0.folder.split(separator: "/").map(String.init), found: $0) }
            .sorted { $0.names.lexicographicallyPrecedes($1.names, by: NaturalOrder.precedes) }.map(\.found)
    }

    /// Level after level, so that a folder's own place comes before those that links give it.
    private static func look(into root: String) -> [(folder: String, paths: [String])] {
        var found: [(folder: String, paths: [String])] = []
        var visited: Set<FileIdentity> = []
        var repeats = 0
        var level = [Visit(path: root, above: [])]
        for _ in 0...depthLimit {
            var next: [Visit] = []
            for visit in level {
                guard let identity = FileIdentity(of: visit.path), !visit.above.contains(identity) else { continue }
                if !visited.insert(identity).inserted {
                    guard repeats < repeatLimit else { continue }
                    repeats += 1
                }
                let (files, folders) = content(of: visit.path)
                if !files.isEmpty { found.append((visit.path, files.sorted())) }
                next += folders.sorted(by: NaturalOrder.precedes).map {
                    Visit(path: $0, above: visit.above + [identity])
                }
            }
            level = next
        }
        return found
    }

    /// The event files and the folders directly in a folder, links followed; nothing where it cannot be read.
    private static func content(of folder: String) -> (files: [String], folders: [String]) {
        guard let stream = opendir(folder.systemPath) else { return ([], []) }
        defer { closedir(stream) }
        var status = stat()
        var files: [String] = []
        var folders: [String] = []
        while let entry = readdir(stream) {
            let name = Folder.name(of: entry)
            if name == "." || name == ".." { continue }
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
        return (files, folders)
    }
}
