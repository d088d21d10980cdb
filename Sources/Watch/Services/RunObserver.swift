import Engine
import Files
import Foundation
import Screens

/// Adds to the runs' events what their trainers say and use.
struct RunObserver {
    /// A run without a trainer's account counts as live when its newest event is younger than this, in seconds.
    private static let liveAge = 90.0
    /// A clock may be ahead of ours by this, in seconds; a time later still says nothing.
    private static let clockError = 60.0

    /// Whether anything that is shown differs from the last observation.
    private(set) var hasChanged = false
    private var former: [WatchedRun.ID: Shown] = [:]
    private var meters: [Int32: ProcessMeter] = [:]
    /// The options of runs of ours, which never change.
    private var knownOptions: [String: TrainingOptions] = [:]

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
        let folders = runs.map { RunNames.runFolder(of: $0.folder) }
        let names = RunNames.of(runs, in: folders)
        for (place, data) in runs.enumerated() {
            let folder = folders[place]
            let status = folder.flatMap { try? RunStatus.read($0) }
            let liveness = Self.liveness(data, status, now: now)
            var usage: ProcessUsage?
            if let process = status?.process, liveness.isControllable, process.isAlive == true {
                usage = meters[process.identifier, default: ProcessMeter(process.identifier)].measure(now: now)
            }
            var options: TrainingOptions?
            if let folder { options = readOptions(of: folder) }
            observed.append(
                WatchedRun(
                    id: data.folder, name: names[place], data: data, runFolder: folder,
                    status: status, liveness: liveness, firstWeightsUpdate: options?.firstWeightsUpdate,
                    firstCriticUpdate: options?.firstCriticUpdate, usage: usage))
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

    private mutating func readOptions(of folder: String) -> TrainingOptions? {
        if let known = knownOptions[folder] { return known }
        let read = try? RunFolder.readConfiguration(TrainingConfiguration.self, from: folder).options
        knownOptions[folder] = read
        return read
    }

    static func liveness(_ data: RunData, _ status: RunStatus?, now: Double) -> RunLiveness {
        guard let status else {
            // Events may carry any time; the file's own then tells, which a copy of an old file has anew.
            let times = [data.wallTimes?.upperBound, data.modified].compactMap { $0 }
            guard let newest = times.first(where: { $0 <= now + clockError }) else { return .quiet(seconds: nil) }
            let age = max(0, now - newest)
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

/// Measures what a process of this machine uses, from /proc.
struct ProcessMeter {
    /// Time between two measurements, in seconds.
    private static let interval = 5.0

    private let identifier: Int32
    private var former: (ticks: Double, time: Double)?
    private var usage: ProcessUsage?

    init(_ identifier: Int32) {
        self.identifier = identifier
    }

    /// The use since the measurement before; nil until there are two.
    mutating func measure(now: Double) -> ProcessUsage? {
        if let former, now - former.time < Self.interval { return usage }
        guard let text = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        // The fields after the name begin with the third one: 14 and 15 are times, 24 is resident pages.
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 21, let user = Double(fields[11]), let system = Double(fields[12]),
            let pages = Int(fields[21])
        else { return nil }
        let ticks = user + system
        if let former, now > former.time {
            let cores = (ticks - former.ticks) / Double(sysconf(Int32(_SC_CLK_TCK))) / (now - former.time)
            // Rounded, so that the screen changes only when it would show it.
            usage = ProcessUsage(
                cores: (cores * 10).rounded() / 10, memory: ((pages * sysconf(Int32(_SC_PAGESIZE))) >> 24) << 24)
        }
        former = (ticks, now)
        return usage
    }
}

/// What a process uses of its machine.
struct ProcessUsage: Equatable, Sendable {
    /// Processors kept busy, 1 for one core.
    let cores: Double
    /// Resident memory in bytes.
    let memory: Int
}
