import Foundation

/// A run folder before its trainer is started, to be restored where the run cannot begin.
struct RunFolderSnapshot: Sendable, Equatable {
    private let folder: String
    /// The folder and those above it that are not there, the innermost first.
    private let missingFolders: [String]
    /// Bytes of the log; nil where there is none.
    let logLength: UInt64?
    private let hasLock: Bool

    /// `folder` as it is now.
    init(_ folder: String) {
        self.folder = folder
        var missing: [String] = []
        var path = folder
        while !FileManager.default.fileExists(atPath: path) {
            missing.append(path)
            let parent = PathText.parent(of: path)
            if parent == path { break }
            path = parent
        }
        missingFolders = missing
        let log = try? FileManager.default.attributesOfItem(atPath: Self.log(in: folder))
        logLength = log?[.size] as? UInt64
        hasLock = FileManager.default.fileExists(atPath: Self.lock(in: folder))
    }

    /// Takes away what a trainer that could not begin has left.
    func restore() {
        if let logLength {
            truncate(Self.log(in: folder), off_t(logLength))
        } else {
            unlink(Self.log(in: folder))
        }
        if !hasLock { unlink(Self.lock(in: folder)) }
        // Refused by the system where anything else is in one.
        for missing in missingFolders { rmdir(missing) }
    }

    private static func log(in folder: String) -> String { folder + "/" + TrainerLauncher.logName }
    private static func lock(in folder: String) -> String { folder + "/lock" }
}
