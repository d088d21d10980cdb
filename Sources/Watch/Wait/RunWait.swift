import Files
import Foundation
import Screens

/// Waits until the last values of some run meet a condition, following its event files.
package struct RunWait {
    /// How it ended.
    package enum Outcome: Equatable, Sendable {
        /// The condition holds; a line tells for which run and by which values.
        case holds(String)
        /// It did not hold in time; a sentence without its end.
        case timedOut(String)
        /// It did not hold before the trainers of all runs had ended; a sentence without its end.
        case ended(String)
    }

    /// Between two looks, in seconds.
    private static let interval = 1.0

    private let condition: WaitCondition
    private let filter: WatchFilter
    private let timeout: Double?
    private let log: EventLog
    private var observer = RunObserver()

    /// - Parameters:
    ///   - directories: folders with event files anywhere below, or single event files.
    ///   - condition: what is waited for.
    ///   - filter: as `WatchFilter` takes it; of it only what is over runs counts.
    ///   - timeout: seconds, at least 0; nil to wait without end.
    package init(directories: [String], condition: WaitCondition, filter: String = "", timeout: Double? = nil) {
        log = EventLog(directories)
        self.condition = condition
        self.filter = WatchFilter(filter)
        self.timeout = timeout
    }

    /// Waits; blocks the thread.
    package mutating func run() -> Outcome {
        let start = ContinuousClock.now
        var hadEnded = false
        while true {
            let progress = log.poll(for: .seconds(2))
            let runs = filter.runs(observer.observe(log.runs, now: Date().timeIntervalSince1970))
            // While old events are still being read, no value is the last one.
            let isRead = !progress.isUnfinished
            for run in runs where isRead && condition.holds({ Self.last($0, of: run)?.value }) {
                return .holds("\(run.name.displayed): \(values(of: run))")
            }
            // What a trainer wrote at last may have come between the look at its events and that at its status.
            let haveEnded =
                isRead && !runs.isEmpty
                && runs.allSatisfy { $0.status?.state.isEnded == true || $0.liveness == .died }
            if haveEnded && hadEnded { return .ended(sentence(runs, "when \(Self.subject(runs)) ended")) }
            hadEnded = haveEnded
            // Looking through deep folders on slow disks must not be all that is done.
            let interval = max(Self.interval, 20 * (log.searchDuration / .seconds(1)))
            var pause = haveEnded || !isRead ? 0 : interval
            if let timeout {
                let left = timeout - (ContinuousClock.now - start) / .seconds(1)
                if left <= 0 { return .timedOut(sentence(runs, "within \(TimeText.duration(timeout))")) }
                pause = min(pause, left)
            }
            Thread.sleep(forTimeInterval: pause)
        }
    }

    private static func last(_ tag: String, of run: WatchedRun) -> (step: Int64, value: Double)? {
        guard let series = run.data.scalars(tag), series.count > 0 else { return nil }
        return (series.steps[series.count - 1], series.values[series.count - 1])
    }

    /// The last values of the condition's tags, as numbers that other programs read.
    private func values(of run: WatchedRun) -> String {
        condition.tags.map { tag in
            Self.last(tag, of: run).map { "\(tag) = \($0.value) at step \($0.step)" } ?? "\(tag) has no value"
        }.joined(separator: ", ")
    }

    private func sentence(_ runs: [WatchedRun], _ when: String) -> String {
        let begin = "“\(condition.text)” did not hold \(when)"
        guard let run = runs.first else { return begin + ", for no run was there" }
        return runs.count == 1 ? "\(begin): \(run.name.displayed): \(values(of: run))" : begin
    }

    private static func subject(_ runs: [WatchedRun]) -> String {
        runs.count == 1 ? "the run" : "the last of \(NumberText.count(runs.count, "run"))"
    }
}
