/// A picture to read for one of the two places.
struct LoadRequest: Equatable, Sendable {
    let role: SourceRole
    /// Absolute paths, tried in order: the first that exists is read.
    let candidates: [String]
    /// The short side to reduce it to; nil for its own size.
    let shortSide: Int?
    /// Whether a PNG with a recipe reopens its session instead.
    let followsRecipe: Bool
    let ticket: Int

    /// The path that people are told.
    var path: String { candidates[0] }
}
