import Engine
import Screens
import Terminal

/// The tree of branches: every take of this pair, to go back to or to compare with.
extension ExplorerState {
    var branchTree: BranchTree { BranchTree(sequence.history, planned: sequence.plannedBranches) }

    mutating func openBranches() -> [Effect] {
        let tree = branchTree
        guard tree.rows.first.map({ $0.last > 0 }) == true else {
            notice = .information("There are no steps yet: take one with \(keys.label(of: .step, in: .explore)).")
            return []
        }
        let place = sequence.nearestFrame.flatMap { tree.place(of: $0.id) }
        overlays.append(.branches(BranchesState(row: place?.row ?? 0, step: place?.step ?? 0)))
        return []
    }

    mutating func perform(_ command: ExplorerCommand, in branches: BranchesState) -> [Effect] {
        let tree = branchTree
        var branches = branches
        switch command {
        case .accept: return goTo(branches, tree)
        case .markFrame:
            overlays.removeLast()
            guard let node = tree.frame(branches.row, branches.step).flatMap({ sequence.history.nodes[$0] }) else {
                notice = .information(
                    "That step is not made yet: \(keys.label(of: .accept, in: .branches)) in the tree makes it.")
                return []
            }
            keepAsA(node.bitmap, label: "step \(node.step)")
        default:
            branches.reduce(command, tree, page: max(BranchesLayout(self, tree).visibleRows, 1))
            overlays[overlays.count - 1] = .branches(branches)
        }
        return []
    }

    /// A click selects; one on what is selected goes there.
    mutating func press(at position: Position, _ branches: BranchesState) -> [Effect] {
        let tree = branchTree
        guard let place = BranchesLayout(self, tree).place(at: position, branches, tree) else { return [] }
        if place == branches { return goTo(branches, tree) }
        overlays[overlays.count - 1] = .branches(place)
        return []
    }

    /// Keeps what is selected selected where the tree got other rows.
    mutating func followBranches(from before: BranchTree?) {
        guard let before, let index = overlays.lastIndex(where: { if case .branches = $0 { true } else { false } }),
            case .branches(var branches) = overlays[index]
        else { return }
        let tree = branchTree
        guard tree != before else { return }
        if let place = before.frame(branches.row, branches.step).flatMap(tree.place(of:)) {
            (branches.row, branches.step) = place
        } else {
            branches.reduce(.close, tree, page: 1)
        }
        overlays[index] = .branches(branches)
    }

    /// The tree while it is on the screen.
    var openTree: BranchTree? {
        overlays.contains { if case .branches = $0 { true } else { false } } ? branchTree : nil
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
