/// How a run stands, after an update.
package struct TrainingProgress: Sendable {
    /// What the update reported.
    package let report: TrainingReport
    /// Updates that the run is to make; nil until stopped.
    package let target: Int?
    /// Updates per second of late.
    package let updatesPerSecond: Double?
    /// Seconds left; nil where unknown.
    package var secondsLeft: Double? {
        guard let target, let updatesPerSecond, updatesPerSecond > 0 else { return nil }
        return Double(max(0, target - report.update)) / updatesPerSecond
    }
}

/// What a training run tells while it runs.
package enum TrainingRunEvent: Sendable {
    /// Something worth a line.
    case message(String)
    /// An update was made.
    case progress(TrainingProgress)
    /// The run waits to be resumed, or goes on.
    case paused(Bool)
    /// A checkpoint of this update is safely written.
    case checkpoint(update: Int)
}

/// Updates per second over the last half minute or so.
struct SpeedClock {
    private var last = ContinuousClock.now
    private var seconds: Double?

    var rate: Double? { seconds.map { 1 / $0 } }

    mutating func tick() {
        let now = ContinuousClock.now
        let elapsed = max((now - last) / .seconds(1), 1e-6)
        last = now
        // A process that was held, or whose machine slept, tells nothing about its speed.
        if let seconds, elapsed > 10 + 20 * seconds { return }
        // Weighs the update by its share of half a minute.
        let weight = min(1, elapsed / 30 + 0.02)
        seconds = seconds.map { $0 + weight * (elapsed - $0) } ?? elapsed
    }
}
