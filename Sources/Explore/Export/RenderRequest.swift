import Engine
import Files

/// A look to be made at the pictures' own size: everything that it needs, so that the session may go on.
struct RenderRequest: Equatable, Sendable {
    let content: String
    let style: String
    /// How each step is taken.
    let steps: [StepOptions]
    /// Share of the last step, above 0.
    let share: Double
    let recipe: Recipe
    /// File name without extension; numbered where there is such a file.
    let name: String
    let folder: String
    let ticket: Int
}

/// How far a look at full size has come.
struct RenderProgress: Equatable, Sendable {
    let ticket: Int
    let width: Int
    let height: Int
    let total: Int
    /// Steps done; nil while the pictures are read.
    var done: Int?
}
