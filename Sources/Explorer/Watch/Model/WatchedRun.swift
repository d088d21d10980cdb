import Engine
import Files

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
