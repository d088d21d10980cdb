/// One step of an episode as the replay memory's tables hold it: y, x, r, mask and y′ by their slots.
struct ReplayTransition: Codable, Sendable, Equatable {
    /// The episode, counted from 1 over the whole run.
    var episode: UInt32
    /// The step within the episode, from 0: the moving image has been stylized so many times.
    var step: UInt16
    /// Where the moving image is.
    var frame: Int32
    /// Where the next moving image is.
    var nextFrame: Int32
    /// Where the action is.
    var action: Int32
    /// Where the style image is.
    var style: Int32
    /// Where the episode's first moving image, the untouched content, is.
    var origin: Int32
    /// r.
    var reward: Float
    /// 1 where the next moving image has a future, else 0.
    var mask: Float

    /// The stamp of the moving image's record; the next one's is that of `step` + 1.
    var frameStamp: UInt64 { Self.stamp(episode: episode, step: Int(step)) }
    /// The stamp of the next moving image's record.
    var nextFrameStamp: UInt64 { Self.stamp(episode: episode, step: Int(step) + 1) }

    /// The stamp of the origin's record.
    var originStamp: UInt64 { Self.stamp(episode: episode, step: 0) }

    static func stamp(episode: UInt32, step: Int) -> UInt64 { UInt64(episode) << 20 | UInt64(step) }
}
