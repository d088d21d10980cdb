import Files
import Foundation

/// The pictures opened last, newest first, in `$XDG_STATE_HOME/ministyler/recent`, one path a line. The list is a
/// convenience: a folder that cannot be written leaves it as it is.
struct RecentFiles: Sendable {
    static let limit = 50

    /// The list's own file.
    let path: String

    /// - Parameters:
    ///   - environment: variables of the process.
    ///   - home: the person's home folder, used where `XDG_STATE_HOME` is not set to an absolute path.
    init(environment: [String: String], home: String) {
        let stated = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        path = (stated ?? home + "/.local/state") + "/ministyler/recent"
    }

    func paths() -> [String] {
        guard let data = FileManager.default.contents(atPath: path) else {
            return []
        }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    func remember(_ file: String) {
        guard !file.contains("\n") else {
            return
        }
        let paths = [file] + paths().filter { $0 != file }
        let text = paths.prefix(Self.limit).map { $0 + "\n" }.joined()
        try? FileManager.default.createDirectory(
            atPath: PathText.parent(of: path), withIntermediateDirectories: true)
        try? AtomicFile.write(Array(text.utf8), to: path)
    }
}
