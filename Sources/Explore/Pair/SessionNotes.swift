import Engine
import Files
import Screens

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
    /// Steps of other branches that are told at most; the newest branches stay.
    static let stepLimit = 2_000

    /// Steps of the other branches, from the content on.
    var branches: [[Recipe.Step]] = []
    var alpha: Double?
    var sampling: Bool?
    /// Of the next sampled action.
    var nextSeed: UInt64?
    var view: View?

    /// The branches' options, with numbers that steps can be made with.
    var plannedBranches: [[StepOptions]] { branches.map { $0.map(RecipePlan.options) } }
}

extension ExplorerState {
    /// What is told of the session besides its recipe.
    var sessionNotes: SessionNotes {
        let shown = sequence.history.frames.compactMap(\.options)
        var left = SessionNotes.stepLimit
        let branches = branchTree.rows.reversed().map { row in
            row.path.compactMap { sequence.history.nodes[$0]?.options } + row.planned
        }.filter { options in
            if shown.starts(with: options) { return false }
            left -= options.count
            return left >= 0
        }
        return SessionNotes(
            branches: branches.reversed().map { $0.map(RecipePlan.step) }, alpha: Double(sequence.alphaPercent) / 100,
            sampling: sequence.isSampling, nextSeed: sequence.nextSeed, view: view.notes)
    }

    /// Takes up what a kept session tells, once its branch is there again.
    mutating func resume(_ notes: SessionNotes) {
        sequence.plannedBranches = notes.plannedBranches
        if let alpha = notes.alpha, (0...1).contains(alpha) { sequence.alphaPercent = Int((alpha * 100).rounded()) }
        if let sampling = notes.sampling { sequence.isSampling = sampling }
        if let seed = notes.nextSeed { sequence.nextSeed = max(sequence.nextSeed, seed) }
        if let view = notes.view { self.view.resume(view) }
    }
}

extension ViewState {
    fileprivate var notes: SessionNotes.View {
        let names: [ExplorerLayout.Panels: String] = [.all: "all", .slider: "slider", .none: "none"]
        return SessionNotes.View(
            magnification: viewport.isWhole ? nil : viewport.magnification,
            centerX: viewport.isWhole ? nil : viewport.centerX, centerY: viewport.isWhole ? nil : viewport.centerY,
            panels: names[panels], split: split)
    }

    fileprivate mutating func resume(_ notes: SessionNotes.View) {
        if let magnification = notes.magnification, (0.05...64).contains(magnification), magnification != 1 {
            viewport = .whole
            viewport.magnify(to: magnification)
            viewport.pan(
                x: (notes.centerX ?? 0.5) - viewport.centerX, y: (notes.centerY ?? 0.5) - viewport.centerY)
        }
        if let panels = notes.panels {
            let known: [String: ExplorerLayout.Panels] = ["all": .all, "slider": .slider, "none": .none]
            self.panels = known[panels] ?? .all
        }
        if let split = notes.split, (0...1).contains(split) { self.split = split }
    }
}
