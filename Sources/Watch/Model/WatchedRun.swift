import Engine
import Files
import Foundation
import Screens

/// One run as the dashboard knows it: its events, and what its trainer says where the folder is one of ours.
struct WatchedRun: Sendable, Identifiable {
    /// The folder of the event files.
    let id: String
    /// The name shown.
    let name: String
    /// Everything logged so far.
    var data: RunData
    /// The folder with `status.json`, resolved; nil for runs of other programs.
    var runFolder: String?
    /// The trainer's account; nil for runs of other programs.
    var status: RunStatus?
    var liveness: RunLiveness
    /// What the trainer uses of this machine, where it runs here.
    var usage: ProcessUsage?
}

/// The names that runs are shown under.
enum RunNames {
    /// One for each run, in their order: without the folder of its event files where that lies in a run's folder, as long
    /// as no other run is called so.
    /// - Parameter folders: each run's folder as `runFolder` finds it.
    static func of(_ runs: [RunData], in folders: [String?]) -> [String] {
        let short = zip(runs, folders).map { name(of: $0, runFolder: $1) }
        let counts = Dictionary(short.map { ($0, 1) }, uniquingKeysWith: +)
        return zip(short, runs).map { name, run in counts[name] == 1 ? name : run.name }
    }

    /// The folder of one of our runs that event files belong to: theirs or the one above; resolved.
    static func runFolder(of folder: String) -> String? {
        let above = folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? "."
        return [folder, above].first { access(($0 + "/status.json").systemPath, F_OK) == 0 }.map(ResolvedPath.of)
    }

    private static func name(of data: RunData, runFolder: String?) -> String {
        guard let runFolder, runFolder != data.folder else { return data.name }
        if data.name.hasSuffix("/events") { return String(data.name.dropLast("/events".count)) }
        return data.name == "events" ? String(runFolder.split(separator: "/").last ?? "run") : data.name
    }
}
