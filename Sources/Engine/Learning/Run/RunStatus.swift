import Files
import Foundation

/// What the file `status.json` of a run folder tells: the trainer's own account, renewed every few seconds.
package struct RunStatus: Codable, Sendable, Equatable {
    /// What the trainer is doing.
    package var state: RunState
    /// The trainer.
    package var process: RunningProcess
    /// Updates made since the run began.
    package var updates: Int
    /// Updates the run is to make; nil for a run until stopped.
    package var targetUpdates: Int?
    /// Speed of late; nil until it is known.
    package var updatesPerSecond: Double?
    /// The update of the last complete checkpoint; nil while there is none.
    package var lastCheckpoint: Int?
    /// A sentence for people: why the run failed, what was skipped.
    package var message: String
    /// When the trainer began or resumed, seconds since 1970.
    package var startedAt: Double
    /// When the number of updates last changed, seconds since 1970.
    package var progressAt: Double
    /// When this account was given, seconds since 1970.
    package var heartbeat: Double

    /// An account of the process that asks, given now.
    package init(state: RunState = .starting, updates: Int = 0, targetUpdates: Int? = nil, message: String = "") {
        let now = Date().timeIntervalSince1970
        self.state = state
        process = .current
        self.updates = updates
        self.targetUpdates = targetUpdates
        self.message = message
        startedAt = now
        progressAt = now
        heartbeat = now
    }

    /// Seconds until all updates are made; nil where that cannot be said.
    package var secondsLeft: Double? {
        guard let targetUpdates, let updatesPerSecond, updatesPerSecond > 0 else { return nil }
        return Double(max(0, targetUpdates - updates)) / updatesPerSecond
    }

    /// How a run looks from outside.
    package enum Health: String, Sendable, Equatable {
        /// The trainer works or waits as it says.
        case alive
        /// The trainer is there, but has not been heard of for long: its machine sleeps or it is held up.
        case stalled
        /// The trainer is gone without having said so: killed, or its machine was restarted.
        case died
        /// The trainer has ended in order.
        case ended
    }

    /// How the run looks: `silence` is the age of a heartbeat in seconds that is still in order, `now` the time in seconds
    /// since 1970.
    package func health(silence: Double = 20, now: Double = Date().timeIntervalSince1970) -> Health {
        if state.isEnded { return .ended }
        let isSilent = now - heartbeat > silence
        switch process.isAlive {
        case false: return .died
        case true: return isSilent ? .stalled : .alive
        // On another machine silence is all there is to go by.
        case nil: return isSilent ? .died : .alive
        }
    }

    /// Reads the status of the run in `folder`; nil where there is none. Throws `RunError` where it cannot be read or is damaged.
    package static func read(_ folder: String) throws -> RunStatus? {
        let path = folder + "/status.json"
        let bytes: [UInt8]
        do {
            bytes = try PlainFile.read(path, limit: 1 << 16)
        } catch FileError.missing {
            return nil
        } catch {
            throw RunError.unusable(path, error)
        }
        do {
            return try JSONDecoder().decode(RunStatus.self, from: Data(bytes))
        } catch {
            throw RunError.damaged(path: path, reason: "it is not a trainer's status")
        }
    }
}
