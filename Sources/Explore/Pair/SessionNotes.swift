import Engine
import Files

/// What a kept session tells besides the recipe of its branch: the other branches, the options of the next step, the view.
struct SessionNotes: Codable, Equatable, Sendable {
    /// How the picture was looked at.
    struct View: Codable, Equatable, Sendable {
        var magnification: Double?
        /// The middle of what was seen, as a fraction of the picture's width and height.
        var centerX: Double?
        var centerY: Double?
        /// `all`, `slider` or `none`.
        var panels: String?
        /// Where the divider stood, as a fraction of what was seen.
        var split: Double?
    }

    /// Keyword of the PNG text chunk whose value they are, as JSON.
    static let keyword = "ministyler-session"
    /// Steps of other branches that are told at most, and branches.
    static let stepLimit = 2_000
    static let branchLimit = 200

    /// Steps of the other branches, from the content on.
    var branches: [[Recipe.Step]] = []
    var alpha: Double?
    var sampling: Bool?
    /// Of the next sampled action.
    var nextSeed: UInt64?
    var view: View?

    /// The branches' options, with numbers that steps can be made with; of a file with more than is ever told, the first ones.
    var plannedBranches: [[StepOptions]] {
        var left = Self.stepLimit
        return branches.prefix(Self.branchLimit).prefix { steps in
            left -= steps.count
            return left >= 0
        }.map { $0.map(RecipePlan.options) }
    }
}
