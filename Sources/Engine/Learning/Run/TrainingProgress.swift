/// How a run stands, after an update.
public struct TrainingProgress: Sendable {
    /// What the update reported.
    public let report: TrainingReport
    /// Updates that the run is to make; nil until stopped.
    public let target: Int?
    /// Updates per second of late.
    public let updatesPerSecond: Double?
    /// Seconds left; nil where unknown.
    public var secondsLeft: Double? {
        guard let target, let updatesPerSecond, updatesPerSecond > 0 else { return nil }
        return Double(max(0, target - report.update)) / updatesPerSecond
    }
}

/// What a training run tells while it runs.
public enum TrainingRunEvent: Sendable {
    /// Something worth a line.
    case message(String)
    /// An update was made.
    case progress(TrainingProgress)
    /// The run waits to be resumed, or goes on.
    case paused(Bool)
    /// A checkpoint of this update is safely written.
    case checkpoint(update: Int)
}
