/// What a trainer says of itself.
package enum RunState: String, Codable, Sendable, CaseIterable {
    /// It reads images and prepares its networks.
    case starting
    /// It makes updates.
    case running
    /// It waits to be resumed.
    case paused
    /// It made all the updates that were asked for.
    case finished
    /// It was told to stop, wrote a checkpoint and ended.
    case stopped
    /// It ended with an error, told in the message.
    case failed

    /// Whether the trainer has ended in order.
    package var isEnded: Bool { self == .finished || self == .stopped || self == .failed }
}
