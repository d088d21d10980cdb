import Engine
import Screens
import Terminal

/// The tree of branches: every take of this pair, to go back to or to compare with.
extension ExplorerState {
    var branchTree: BranchTree { BranchTree(sequence.history, planned: sequence.plannedBranches) }

    mutating func openBranches() -> [Effect] {
        let tree = branchTree
        guard tree.rows.first.map({ $0.last > 0 }) == true else {
            notice = .information("There are no branches yet: take a step, then another one of it (resample).")
            return []
        }
        let place = tree.place(of: sequence.history.path, step: sequence.position.nearestStep)
        overlays.append(.branches(BranchesState(row: place.row, step: place.step)))
        return []
    }

    mutating func perform(_ command: ExplorerCommand, in branches: BranchesState) -> [Effect] {
        let tree = branchTree
        var branches = branches
        switch command {
        case .accept: return goTo(branches, tree)
        case .markFrame:
            guard let frame = selectedFrame(branches, tree), let node = sequence.history.nodes[frame] else { return [] }
            overlays.removeLast()
            view.marked = MarkedFrame(bitmap: node.bitmap, label: "step \(node.step)")
            notice = .information("A is that step \(node.step) now: b, v, y and d compare others with it.")
        default:
            branches.reduce(command, tree, page: max(BranchesLayout(self).visibleRows, 1))
            overlays[overlays.count - 1] = .branches(branches)
        }
        return []
    }

    /// A click selects; one on what is selected goes there.
    mutating func press(at position: Position, _ branches: BranchesState) -> [Effect] {
        let tree = branchTree
        guard let place = BranchesLayout(self).place(at: position, branches, tree) else { return [] }
        if place == branches { return goTo(branches, tree) }
        overlays[overlays.count - 1] = .branches(place)
        return []
    }

    private func selectedFrame(_ branches: BranchesState, _ tree: BranchTree) -> FrameID? {
        guard tree.rows.indices.contains(branches.row), tree.rows[branches.row].path.indices.contains(branches.step)
        else { return nil }
        return tree.rows[branches.row].path[branches.step]
    }

    private mutating func goTo(_ branches: BranchesState, _ tree: BranchTree) -> [Effect] {
        overlays.removeLast()
        guard tree.rows.indices.contains(branches.row) else { return [] }
        guard sequence.run == nil else {
            notice = .information("Steps are being computed; press Esc to stop them first.")
            return []
        }
        let row = tree.rows[branches.row]
        guard branches.step >= row.path.count, !row.planned.isEmpty else {
            return take(sequence.show(row.path, at: branches.step))
        }
        return step { $0.make(row) }
    }
}
