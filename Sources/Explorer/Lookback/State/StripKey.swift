/// What a strip of frames depends on: the same key gives the same frames.
struct StripKey: Hashable, Sendable {
    /// The file of weights.
    let weights: String
    let content: String
    let style: String
    /// The short side that both pictures are reduced to, pixels.
    let shortSide: Int
}
