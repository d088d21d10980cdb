import Engine
import Files
import Foundation
import Screens

/// Finds the runs below some folders that have kept weights.
enum RunFinder {
    /// Folders nested deeper than this are not looked into.
    private static let depthLimit = 6

    /// The run folders below `roots`, resolved, in the order of their names; links are followed, each folder is looked into
    /// once.
    static func folders(below roots: [String]) -> [String] {
        var found: [String] = []
        var visited: Set<FileIdentity> = []
        for root in roots { look(into: root, depth: 0, &visited, &found) }
        return found
    }

    private static func look(
        into folder: String, depth: Int, _ visited: inout Set<FileIdentity>, _ found: inout [String]
    ) {
        guard PathKind(of: folder) == .folder, let identity = FileIdentity(of: folder),
            visited.insert(identity).inserted
        else { return }
        if RunFolder.holdsRun(folder) {
            found.append(ResolvedPath.of(folder))
            return
        }
        guard depth < depthLimit, let names = try? Folder.names(in: folder) else {
            return
        }
        for name in names.sorted() where !name.hasPrefix(".") {
            look(into: PathText.joining(folder, name), depth: depth + 1, &visited, &found)
        }
    }

    /// What is read of a run's configuration; those of older and newer programs have it too.
    private struct Folders: Decodable {
        let contentFolder: String
        let styleFolder: String
    }

    /// What a run folder (resolved) has kept; nil while that is nothing.
    static func run(_ folder: String) -> LookbackRun? {
        let checkpoints = RunFolder.weights(in: folder).map { Checkpoint(update: $0.update, path: $0.path) }
        guard !checkpoints.isEmpty,
            let configuration = try? RunFolder.readConfiguration(Folders.self, from: folder)
        else { return nil }
        return LookbackRun(
            id: folder, name: PathText.lastComponent(folder), checkpoints: checkpoints,
            contentFolder: configuration.contentFolder, styleFolder: configuration.styleFolder)
    }
}
