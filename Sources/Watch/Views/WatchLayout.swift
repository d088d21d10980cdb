import Files
import Screens
import Terminal

/// Where everything lies on a screen of some size.
struct WatchLayout: Equatable, Sendable {
    static let minimum = Size(columns: 40, rows: 12)
    private static let chartColumns = 38
    private static let chartRows = 9

    let header: Rect
    /// The list of runs; empty where it is not shown.
    let runs: Rect
    /// The pictures; empty where they are not shown.
    let images: Rect
    let grid: Rect
    /// News, questions and the filter.
    let message: Rect
    let status: Rect
    /// Charts side by side.
    let gridColumns: Int
    /// Rows of charts on the screen.
    let gridRows: Int

    static func fits(_ size: Size) -> Bool {
        size.columns >= minimum.columns && size.rows >= minimum.rows
    }

    init(_ state: WatchState) {
        let all = Rect(state.size)
        let (header, belowHeader) = all.split(top: state.size.rows >= 20 ? 3 : 2)
        let (aboveStatus, status) = belowHeader.split(bottom: 1)
        var main = aboveStatus
        var message = Rect(column: 0, row: status.row - 1, columns: all.columns, rows: 0)
        if Self.hasMessage(state) { (main, message) = aboveStatus.split(bottom: 1) }
        self.header = header
        self.status = status
        self.message = message
        var runs = Rect(column: 0, row: main.row, columns: 0, rows: main.rows)
        let wantsRuns = state.mode == .runs || (state.runs.count > 1 && main.columns >= 100 && !state.isFullScreen)
        if wantsRuns {
            (runs, main) = main.split(left: min(30, max(18, main.columns / 5)))
        }
        var images = Rect(column: main.endColumn, row: main.row, columns: 0, rows: main.rows)
        if state.showsImages, let image = state.shownImage {
            (main, images) = Self.places(for: image, in: main, cell: state.surface.cell) ?? (main, images)
        }
        self.runs = runs
        self.images = images
        grid = main
        if state.isFullScreen {
            gridColumns = 1
            gridRows = 1
            return
        }
        let count = max(1, state.charts.count)
        let fitting = max(1, main.columns / Self.chartColumns)
        // Two charts in three columns would leave the third one empty.
        gridColumns = max(1, min(state.gridColumns ?? min(fitting, 4), count, max(1, main.columns / 20)))
        let rows = (count + gridColumns - 1) / gridColumns
        let most = max(1, main.rows / (state.gridRows == nil ? Self.chartRows : 5))
        gridRows = max(1, min(state.gridRows ?? rows, rows, most))
    }

    /// The rectangle of each chart on the screen, with its place among the charts.
    func charts(_ state: WatchState) -> [(place: Int, rect: Rect)] {
        if state.charts.isEmpty || grid.isEmpty { return [] }
        if state.isFullScreen { return [(state.focus, grid)] }
        var cells: [(place: Int, rect: Rect)] = []
        for (row, band) in grid.rows(count: gridRows).enumerated() {
            for (column, rect) in band.columns(count: gridColumns, gap: 1).enumerated() {
                let place = (state.firstRow + row) * gridColumns + column
                if place < state.charts.count { cells.append((place, rect)) }
            }
        }
        return cells
    }

    /// Divides a rectangle between charts and pictures: a strip below for a wide picture such as a sequence, a column at
    /// the right for others; nil where there is too little room for both.
    private static func places(
        for image: LoggedImage, in rect: Rect, cell: PixelSize
    ) -> (Rect, Rect)? {
        let aspect = Double(max(1, image.width)) / Double(max(1, image.height))
        let cellAspect = Double(cell.width) / Double(cell.height)
        // One row and column more than the picture for title, foot and margins.
        if aspect >= 2 {
            let wanted = Int((Double(rect.columns - 2) / aspect * cellAspect).rounded(.up)) + 2
            let rows = min(wanted, rect.rows * 2 / 5)
            return rect.rows - rows >= chartRows && rows >= 5 ? rect.split(bottom: rows) : nil
        }
        if rect.columns < 2 * chartColumns { return rect.rows >= 26 ? rect.split(bottom: rect.rows / 3) : nil }
        let wanted = Int((Double(rect.rows - 2) * aspect / cellAspect).rounded(.up)) + 2
        return rect.split(right: min(wanted, rect.columns * 2 / 5))
    }

    private static func hasMessage(_ state: WatchState) -> Bool {
        switch state.mode {
        case .filter, .export, .stopping: true
        default: state.notice != nil
        }
    }
}
