import Engine
import Files
import Foundation

/// Adds to the runs' events what their trainers say and use.
struct RunObserver {
    /// A run without a trainer's account counts as live when its newest event is younger than this, in seconds.
    private static let liveAge = 90.0

    /// Whether anything that is shown differs from the last observation.
    private(set) var hasChanged = false
    private var former: [WatchedRun.ID: Shown] = [:]
    private var meters: [Int32: ProcessMeter] = [:]

    /// What is compared to tell whether the screen must change.
    private struct Shown: Equatable {
        var status: RunStatus?
        let liveness: RunLiveness
        let usage: ProcessUsage?
    }

    /// - Parameter now: seconds since 1970.
    mutating func observe(_ runs: [RunData], now: Double) -> [WatchedRun] {
        var shown: [WatchedRun.ID: Shown] = [:]
        var observed: [WatchedRun] = []
        for data in runs {
            let folder = Self.runFolder(of: data.folder)
            let status = folder.flatMap { try? RunStatus.read($0) }
            let liveness = Self.liveness(data, status, now: now)
            var usage: ProcessUsage?
            if let process = status?.process, liveness.isControllable, process.isAlive == true {
                usage = meters[process.identifier, default: ProcessMeter(process.identifier)].measure(now: now)
            }
            observed.append(
                WatchedRun(
                    id: data.folder, name: Self.name(of: data, runFolder: folder), data: data, runFolder: folder,
                    status: status, liveness: liveness, usage: usage))
            var visible = status
            // The heartbeat alone changes nothing on the screen.
            visible?.heartbeat = 0
            visible?.progressAt = 0
            shown[data.folder] = Shown(status: visible, liveness: liveness, usage: usage)
        }
        hasChanged = shown != former
        former = shown
        return observed
    }

    /// The folder of one of our runs that event files belong to: theirs or the one above; resolved.
    private static func runFolder(of folder: String) -> String? {
        let above = folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? "."
        return [folder, above].first { access($0 + "/status.json", F_OK) == 0 }.map(ResolvedPath.of)
    }

    /// The run's name without the folder of its event files.
    private static func name(of data: RunData, runFolder: String?) -> String {
        guard let runFolder, runFolder != data.folder else { return data.name }
        if data.name.hasSuffix("/events") { return String(data.name.dropLast("/events".count)) }
        return data.name == "events" ? String(runFolder.split(separator: "/").last ?? "run") : data.name
    }

    static func liveness(_ data: RunData, _ status: RunStatus?, now: Double) -> RunLiveness {
        guard let status else {
            let age = now - (data.wallTimes?.upperBound ?? now)
            if age < liveAge { return .writing }
            // Coarse, so that the screen does not change with every second.
            let grain = age < 3600 ? 60.0 : 3600
            return .quiet(seconds: Int((age / grain).rounded(.down) * grain))
        }
        switch status.health(now: now) {
        case .died: return .died
        case .stalled: return .stalled(seconds: Int((now - status.heartbeat) / 10) * 10)
        case .alive, .ended: break
        }
        switch status.state {
        case .starting: return .starting
        case .running: return .running
        case .paused: return .paused
        case .finished: return .finished
        case .stopped: return .stopped
        case .failed: return .failed
        }
    }
}
