import Engine
import Screens
import Terminal

/// The tree of branches as rows of small pictures, each beginning below the step that it left another one at.
struct BranchesView {
    let state: ExplorerState
    let branches: BranchesState
    let tree: BranchTree

    private var theme: Theme { state.surface.theme }
    private let layout: BranchesLayout

    init(state: ExplorerState, branches: BranchesState) {
        (self.state, self.branches) = (state, branches)
        tree = state.branchTree
        layout = BranchesLayout(state, tree)
    }

    func draw(in frame: inout Frame) {
        let title = tree.rows.count == 1 ? "One branch" : "\(tree.rows.count) branches"
        frame.put(title, in: layout.title, style: theme.accent)
        frame.put(
            selectionText, in: layout.title.split(left: CharacterWidth.columns(title) + 2).rest, style: theme.quiet)
        let first = layout.first(branches, tree)
        for offset in 0..<min(layout.visibleRows, tree.rows.count - first.row) {
            let row = tree.rows[first.row + offset]
            drawConnection(row, at: offset, first: first, in: &frame)
            for step in max(row.first, first.step)...max(row.last, row.first, first.step) {
                guard step <= row.last, let cells = layout.cells(row: offset, step: step - first.step) else { break }
                draw(step, of: row, number: first.row + offset, in: cells, &frame)
            }
        }
    }

    /// What is known of the selected step.
    private var selectionText: String {
        guard tree.rows.indices.contains(branches.row) else { return "" }
        let row = tree.rows[branches.row]
        guard row.path.indices.contains(branches.step) else {
            let count = row.planned.count
            return count == 1
                ? "a step of a kept session; Enter makes it again"
                : "\(count) steps of a kept session; Enter makes them again"
        }
        let node = sequenceNode(row, branches.step)
        let report = node?.report
        let figures = [
            node?.options.map(ReadoutText.options),
            report?.styleLoss.map { "style \(ReadoutText.measure($0, columns: 8))" },
            report?.contentLoss.map { "content \(ReadoutText.measure($0, columns: 8))" },
            report?.reward.map { "reward \(ReadoutText.measure($0, columns: 8))" },
        ]
        return (["step \(branches.step)"] + figures.compactMap { $0 }).joined(separator: ", ")
    }

    private func sequenceNode(_ row: BranchTree.Row, _ step: Int) -> FrameNode? {
        row.path.indices.contains(step) ? state.sequence.history.nodes[row.path[step]] : nil
    }

    private func draw(_ step: Int, of row: BranchTree.Row, number: Int, in cells: Rect, _ frame: inout Frame) {
        let (picture, label) = cells.split(bottom: 1)
        let node = sequenceNode(row, step)
        if layout.branchRows > 2 {
            if let node {
                frame.place(node.thumbnail, in: picture)
            } else {
                frame.put("not made", in: picture.split(top: 2).rest, style: theme.line, alignment: .center)
            }
        }
        let isSelected = number == branches.row && step == branches.step
        let history = state.sequence.history
        let isShown = node.map { history.path.indices.contains(step) && history.path[step] == $0.id } ?? false
        let isHere = isShown && state.sequence.position.nearestStep == step
        let style = isSelected ? theme.selected : isHere ? theme.current : isShown ? theme.accent : theme.quiet
        frame.put(text(step, of: row, node, isHere: isHere), in: label, style: style, alignment: .center)
    }

    /// "3", with the seed or the strength where they are not the usual ones.
    private func text(_ step: Int, of row: BranchTree.Row, _ node: FrameNode?, isHere: Bool) -> String {
        let planned = row.planned.indices.contains(step - row.path.count) ? row.planned[step - row.path.count] : nil
        var text = "\(isHere ? "●" : "")\(step)"
        guard let options = node?.options ?? planned else { return text }
        if case .sample(let seed) = options.action { text += " #\(seed)" }
        if options.alpha < 1 { text += " α\(ReadoutText.alpha(options.alpha).dropFirst())" }
        return text
    }

    /// From below the step that the branch left to its first one.
    private func drawConnection(
        _ row: BranchTree.Row, at offset: Int, first: (row: Int, step: Int), in frame: inout Frame
    ) {
        guard let parent = row.parent, row.fork >= first.step,
            let below = layout.cells(row: offset, step: row.fork - first.step)
        else { return }
        let column = below.column + below.columns / 2
        let turn = below.row + max(layout.branchRows - 2, 0) / 2
        let top = parent < first.row ? layout.area.row : layout.area.row + (parent - first.row + 1) * layout.branchRows
        for line in top..<max(turn, top) {
            let isTurn = ["╰", "├"].contains(frame[Position(column: column, row: line)].text)
            frame.put(isTurn ? "├" : "│", at: Position(column: column, row: line), style: theme.line)
        }
        frame.put("╰", at: Position(column: column, row: turn), style: theme.line)
        frame.horizontalLine(
            at: Position(column: column + 1, row: turn), columns: below.endColumn - column, style: theme.line)
    }
}
