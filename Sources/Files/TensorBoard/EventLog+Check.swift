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
