import Screens

/// How a run is doing, in words for the header and the list of runs.
enum RunLiveness: Equatable, Sendable {
    case starting
    case running
    case paused
    case finished
    case stopped
    case failed
    /// The trainer lives, but nothing was heard of it for these seconds.
    case stalled(seconds: Int)
    /// The trainer is gone without a word.
    case died
    /// A run without a trainer's account: events came of late.
    case writing
    /// A run without a trainer's account: the newest event is this many seconds old, nil where that cannot be told.
    case quiet(seconds: Int?)

    var label: String {
        switch self {
        case .starting: "starting"
        case .running: "running"
        case .paused: "paused"
        case .finished: "finished"
        case .stopped: "stopped"
        case .failed: "failed"
        case .stalled(let seconds): "STALLED \(TimeText.duration(Double(seconds)))"
        case .died: "DIED"
        case .writing: "live"
        case .quiet(let seconds): seconds.map { "quiet \(TimeText.duration(Double($0)))" } ?? "quiet"
        }
    }

    /// A sign that says the same without colour.
    var sign: String {
        switch self {
        case .starting: "◌"
        case .running, .writing: "●"
        case .paused: "‖"
        case .finished: "✓"
        case .stopped: "■"
        case .failed, .died: "✗"
        case .stalled: "!"
        case .quiet: "○"
        }
    }

    /// Whether somebody should look after it.
    var isAlarming: Bool {
        switch self {
        case .failed, .died, .stalled: true
        default: false
        }
    }

    /// Whether something may still come of it.
    var isAlive: Bool { isControllable && !isAlarming || self == .writing }

    /// Whether a trainer is there to be paused, resumed or stopped.
    var isControllable: Bool {
        switch self {
        case .starting, .running, .paused, .stalled: true
        default: false
        }
    }
}
