import Files
import Screens

/// The way between a session and the notes that it is kept with.
extension ExplorerState {
    /// What is told of the session besides its recipe.
    var sessionNotes: SessionNotes {
        let shown = sequence.history.frames.compactMap(\.options)
        var left = SessionNotes.stepLimit
        // Of too many, the ones further down the tree, which are the newer ones.
        let branches = branchTree.rows.reversed().map { row in
            row.path.compactMap { sequence.history.nodes[$0]?.options } + row.planned
        }.filter { options in
            if shown.starts(with: options) { return false }
            left -= options.count
            return left >= 0
        }.prefix(SessionNotes.branchLimit)
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
        if let split = notes.split, (0...1).contains(split) { (self.split, contrast) = (split, nil) }
    }
}
