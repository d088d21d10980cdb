import Screens
import Terminal

/// Where the rows and steps of the tree of branches stand: steps from left to right, branches one below the other.
struct BranchesLayout: Equatable {
    let title: Rect
    let area: Rect
    /// Cells of a step, the gap to the next one included.
    let stepColumns: Int
    /// Rows of a branch: its pictures, then its labels.
    let branchRows: Int

    init(_ state: ExplorerState, _ tree: BranchTree) {
        let page = state.layout.page
        (title, area) = page.inset(columns: 1, rows: 0).split(top: 2)
        guard state.surface.showsImages, page.rows >= 12 else {
            (branchRows, stepColumns) = (2, 9)
            return
        }
        let cell = state.surface.cell
        let shape = state.shownBitmap.map { Double($0.width) / Double($0.height) } ?? 1.5
        let most = max(page.columns / 3, 8)
        func columns(_ rows: Int) -> Int {
            let exact = Double((rows - 1) * cell.height) * shape / Double(max(cell.width, 1))
            return min(max(Int(exact.rounded()), 8), most) + 1
        }
        let steps = (tree.rows.map(\.last).max() ?? 0) + 1
        // As large as all of the tree fits; where it never does, as small as there is something to see.
        let (across, down) = (area.columns, area.rows)
        let rows = (5...9).last { $0 * tree.rows.count <= down && columns($0) * steps <= across } ?? 4
        (branchRows, stepColumns) = (rows, columns(rows))
    }

    var visibleRows: Int { area.rows / branchRows }
    var visibleSteps: Int { max(area.columns / stepColumns, 1) }

    /// The first row and the first step that show: the selection stays in the middle where there are more than fit.
    func first(_ branches: BranchesState, _ tree: BranchTree) -> (row: Int, step: Int) {
        let steps = (tree.rows.map(\.last).max() ?? 0) + 1
        return (
            min(max(branches.row - visibleRows / 2, 0), max(tree.rows.count - visibleRows, 0)),
            min(max(branches.step - visibleSteps / 2, 0), max(steps - visibleSteps, 0))
        )
    }

    /// The cells of a step of a row, counted from the first ones that show; nil outside.
    func cells(row: Int, step: Int) -> Rect? {
        guard (0..<max(visibleRows, 0)).contains(row), (0..<visibleSteps).contains(step) else { return nil }
        return Rect(
            column: area.column + step * stepColumns, row: area.row + row * branchRows, columns: stepColumns - 1,
            rows: branchRows)
    }

    /// The step of a row in a cell; nil where there is none.
    func place(at position: Position, _ branches: BranchesState, _ tree: BranchTree) -> BranchesState? {
        guard area.contains(position) else { return nil }
        let first = first(branches, tree)
        let row = first.row + (position.row - area.row) / branchRows
        let step = first.step + (position.column - area.column) / stepColumns
        guard tree.rows.indices.contains(row), tree.rows[row].first <= step, step <= tree.rows[row].last else {
            return nil
        }
        return BranchesState(row: row, step: step)
    }
}
