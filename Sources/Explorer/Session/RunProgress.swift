import Engine

/// Steps that are being computed, one after the other.
struct RunProgress: Equatable, Sendable {
    /// Distinguishes this run's frames from those of a run that was cancelled.
    let token: Int
    /// The frame being computed.
    var pending: FrameID
    /// Options of the frame being computed, then of those to follow.
    var plan: [StepOptions]
    /// Frames that have arrived.
    var finished = 0

    var total: Int { finished + plan.count }
}
