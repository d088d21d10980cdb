import Files

/// A session that is being put together again from the recipe in a PNG.
struct Reopening: Equatable, Sendable {
    let recipe: Recipe
    /// The PNG that carried it.
    let path: String
    /// What is not as it was, in the order it was found.
    var warnings: [String] = []
}
