/// What is selected in the tree of branches.
struct BranchesState: Equatable, Sendable {
    var row = 0
    var step = 0

    /// Moves the selection; other commands bring it into the tree where it is outside.
    ///
    /// - Parameter page: rows of the tree that show.
    mutating func reduce(_ command: ExplorerCommand, _ tree: BranchTree, page: Int) {
        switch command {
        case .up: row -= 1
        case .down: row += 1
        case .pageUp: row -= page
        case .pageDown: row += page
        case .cursorLeft: step -= 1
        case .cursorRight: step += 1
        case .toTop: step = 0
        case .toBottom: step = .max
        default: break
        }
        row = min(max(row, 0), max(tree.rows.count - 1, 0))
        guard tree.rows.indices.contains(row) else { return }
        // To the left of its own steps lies the branch that it left.
        while step < tree.rows[row].first, let parent = tree.rows[row].parent, command == .cursorLeft { row = parent }
        step = min(max(step, tree.rows[row].first), tree.rows[row].last)
    }
}
