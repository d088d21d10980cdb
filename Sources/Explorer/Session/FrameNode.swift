import Engine
import Terminal

/// Names one computed frame for as long as the program runs. Identities are never reused, so an effect or an event
/// that arrives late cannot be taken for another frame's.
struct FrameID: Hashable, Sendable, CustomStringConvertible {
    let rawValue: Int

    var description: String { "frame \(rawValue)" }
}

/// One frame of the tree of alternatives: what the explorer needs to show it. The unclamped image itself stays in the
/// `FrameStore`, under the same identity.
struct FrameNode: Equatable, Sendable {
    let id: FrameID
    /// The frame that this one was stepped from; nil for the content.
    let parent: FrameID?
    /// 0 for the content.
    let step: Int
    /// How it was made; nil for the content.
    let options: StepOptions?
    /// What the engine measured; nil for the content.
    var report: StepReport?
    /// The frame clamped to 8 bits, at the size of the content.
    let bitmap: Bitmap
    /// The same, small, for the filmstrip.
    let thumbnail: Bitmap
}
