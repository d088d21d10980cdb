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
    /// The updates that are the first to log λ and Q; nil for runs of other programs and where they never come.
    var firstWeightsUpdate: Int?
    var firstCriticUpdate: Int?
    /// What the trainer uses of this machine, where it runs here.
    var usage: ProcessUsage?
}

extension WatchedRun {
    /// What it has logged where there are no numbers: “pictures, histograms”; empty for nothing, nil where there are some.
    var otherKinds: String? {
        if !data.scalars.isEmpty { return nil }
        return ((data.images.isEmpty ? [] : ["pictures"]) + data.others.keys.sorted()).joined(separator: ", ")
    }

    /// What its first joint update will bring, and when; nil where it is there, or never comes.
    var announcement: String? {
        let updates = status?.updates ?? 0
        func isMissing(_ prefix: String, _ first: Int?) -> Int? {
            guard let first, first > updates, !data.scalars.contains(where: { $0.tag.hasPrefix(prefix) }) else {
                return nil
            }
            return first
        }
        let weights = isMissing("lambda/", firstWeightsUpdate)
        let critics = isMissing("q/", firstCriticUpdate)
        func phrase(_ names: String, _ update: Int) -> String { "\(names) from update \(NumberText.count(update)) on" }
        guard let weights, let critics else {
            return weights.map { phrase("λ", $0) } ?? critics.map { phrase("Q", $0) }
        }
        return weights == critics ? phrase("λ and Q", weights) : phrase("Q", critics) + ", " + phrase("λ", weights)
    }
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
