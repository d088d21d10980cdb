import Glibc

/// Every run below some folders, followed while they grow: new events, new event files, new runs. Not for use from
/// several threads at once; the data it hands out is.
package final class EventLog {
    /// What one look at the folders brought.
    package struct Progress: Sendable, Equatable {
        /// Whether any run came, went or changed.
        package let hasChanged: Bool
        /// Whether time ran out before everything that is there was read.
        package let isUnfinished: Bool
        /// Files that could not be read, with the reason; they are tried again next time.
        package let failures: [FileError]
    }

    private var roots: [String]
    private var readers: [RunReader] = []
    private var data: [RunData] = []
    private var buffer = ReadBuffer()
    /// The event files found by the last look through the folders, for each root.
    private var found: [[(folder: String, paths: [String])]] = []

    /// How long the last look through the folders took. Deep trees on slow disks take long; who polls often should
    /// then look less often.
    package private(set) var searchDuration = Duration.zero

    /// A log over folders (or single event files); nothing is read before the first `poll`.
    package init(_ roots: [String]) {
        self.roots = roots.map(Self.withoutTrailingSlash)
    }

    /// Also follows a folder, from the next look for files on. Nothing happens where it lies in one that is followed.
    package func add(_ root: String) {
        let root = Self.withoutTrailingSlash(root)
        let path = ResolvedPath.of(root)
        let isKnown = roots.contains { known in
            let folder = ResolvedPath.of(known)
            return path == folder || path.hasPrefix(folder == "/" ? folder : folder + "/")
        }
        if !isKnown { roots.append(root) }
    }

    private static func withoutTrailingSlash(_ path: String) -> String {
        var path = path
        while path.count > 1 && path.hasSuffix("/") { path.removeLast() }
        return path
    }

    /// The event files in a folder and below, in the order in which they are read.
    package static func files(in folder: String) -> [String] {
        EventFolders.files(below: folder).flatMap(\.paths)
    }

    /// The runs as of the last `poll`, in the order of the folders given and then the natural one of
    /// their names.
    package var runs: [RunData] { data }

    /// Reads what is new.
    /// - Parameters:
    ///   - duration: roughly how long the call may take; what is left comes with the next one.
    ///   - searches: whether to look for new files and folders too, or only at the files known.
    package func poll(for duration: Duration = .seconds(3600), searches: Bool = true) -> Progress {
        if searches || found.isEmpty {
            searchDuration = ContinuousClock().measure { found = roots.map { EventFolders.files(below: $0) } }
        }
        let deadline = ContinuousClock.now + duration
        var known: [String: RunReader] = [:]
        for reader in readers { known[reader.folder] = reader }
        var next: [RunReader] = []
        var work: [(reader: RunReader, paths: [String])] = []
        var hasChanged = false
        for (root, files) in zip(roots, found) {
            for (folder, paths) in files where !next.contains(where: { $0.folder == folder }) {
                let name = name(of: folder, below: root)
                let reader = known[folder] ?? RunReader(name: name, folder: folder)
                // Another folder beside the first one lengthens the names; what was read stays.
                if reader.name != name {
                    reader.name = name
                    hasChanged = true
                }
                next.append(reader)
                work.append((reader, paths))
            }
        }
        if next.count != readers.count || zip(next, readers).contains(where: { $0 !== $1 }) { hasChanged = true }
        readers = next
        var changed: Set<ObjectIdentifier> = []
        var isUnfinished = false
        var failures: [FileError] = []
        for (reader, paths) in work {
            do {
                let outcome = try reader.poll(paths: paths, buffer: &buffer, until: deadline)
                if outcome.hasChanged { changed.insert(ObjectIdentifier(reader)) }
                if outcome.isUnfinished { isUnfinished = true }
            } catch {
                changed.insert(ObjectIdentifier(reader))
                failures.append(error as? FileError ?? .unreadable(path: reader.folder, reason: "\(error)"))
            }
            if isUnfinished { break }
        }
        if hasChanged || !changed.isEmpty {
            var before: [String: RunData] = [:]
            for run in data { before[run.folder] = run }
            data = readers.map { reader in
                if !changed.contains(ObjectIdentifier(reader)), let run = before[reader.folder],
                    run.name == reader.name
                {
                    return run
                }
                return reader.data
            }
        }
        return Progress(
            hasChanged: hasChanged || !changed.isEmpty, isUnfinished: isUnfinished, failures: failures)
    }

    /// The path below the root; with several roots behind the root's own name, or its path where two have the same name.
    private func name(of folder: String, below root: String) -> String {
        func lastPart(_ path: String) -> String { String(path.split(separator: "/").last ?? "/") }
        let isUnique = roots.filter { lastPart($0) == lastPart(root) }.count == 1
        let last = isUnique ? lastPart(root) : root
        if folder == root || !folder.hasPrefix(root) {
            return folder == root ? last : String(folder.split(separator: "/").last ?? "/")
        }
        let below = String(folder.dropFirst(root.hasSuffix("/") ? root.count : root.count + 1))
        return roots.count > 1 ? last + "/" + below : below
    }
}

extension EventLog {
    /// Makes sure that runs can be looked for at a path: it is a folder, or a file that begins as event files do. A file
    /// too short to tell, because its writer has only just made it, goes by its name.
    /// - Throws: `FileError.missing`, `.notEvents` or `.unreadable`.
    package static func check(_ path: String) throws {
        do {
            let header = try ReadableFile(path).bytes(at: 0, count: RecordReader.headerSize)
            let isEvents =
                header.count < RecordReader.headerSize
                ? EventFolders.isEventFile(named: String(path.split(separator: "/").last ?? ""))
                : header.withUnsafeBytes { RecordReader.recordLength($0) != nil }
            if !isEvents { throw FileError.notEvents(path: path) }
        } catch FileError.isFolder {
            // What lies below is looked for later.
        }
    }
}
