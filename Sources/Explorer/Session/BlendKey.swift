/// Names the blend of two neighbouring frames that a fractional step shows.
struct BlendKey: Hashable, Sendable {
    let lower: FrameID
    let upper: FrameID
    /// Share of the upper frame in tenths, 1…9.
    let tenths: Int
}
