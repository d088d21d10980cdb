import Screens
import Terminal

/// Where the parts of the picker stand.
struct PickerLayout: Equatable {
    let title: Rect
    /// The row of places.
    let places: Rect
    let folder: Rect
    let filter: Rect
    /// The list, or all of the grid.
    let list: Rect
    /// Empty beside a grid.
    let preview: Rect
    /// Rows under the preview: name, size and recipe; one row under a grid.
    let caption: Rect
    /// Cells of an entry: a row of the list, or a small picture with its name and a gap.
    let entry: Size

    init(size: Size, isGrid: Bool = false, cell: PixelSize = PixelSize(width: 10, height: 20)) {
        let rows = size.rows - 1
        title = Rect(column: 1, row: 0, columns: size.columns - 2, rows: 1)
        if isGrid {
            places = Rect(column: 1, row: 1, columns: size.columns - 2, rows: 1)
            folder = Rect(column: 1, row: 2, columns: size.columns - 2, rows: 1)
            filter = Rect(column: 1, row: 3, columns: min(size.columns - 2, 44), rows: 1)
            list = Rect(column: 1, row: 5, columns: size.columns - 1, rows: rows - 6)
            preview = Rect(column: 0, row: 0, columns: 0, rows: 0)
            caption = Rect(column: 1, row: rows - 1, columns: size.columns - 2, rows: 1)
            let columns = max(list.columns / max(list.columns / 22, 1), 1)
            let height = Double((columns - 2) * cell.width) / 1.5 / Double(max(cell.height, 1))
            entry = Size(columns: columns, rows: min(max(Int(height.rounded()), 2) + 2, max(list.rows, 1)))
            return
        }
        let isWide = size.columns >= 100
        let listColumns = isWide ? max(size.columns * 2 / 5, 44) : max(size.columns / 2 - 2, 28)
        places = Rect(column: 1, row: 1, columns: listColumns - 1, rows: 1)
        folder = Rect(column: 1, row: 2, columns: listColumns - 1, rows: 1)
        filter = Rect(column: 1, row: 3, columns: listColumns - 1, rows: 1)
        list = Rect(column: 1, row: 5, columns: listColumns - 1, rows: rows - 6)
        let previewColumn = listColumns + 2
        preview = Rect(column: previewColumn, row: 1, columns: size.columns - previewColumn - 1, rows: rows - 5)
        caption = Rect(column: previewColumn, row: rows - 3, columns: size.columns - previewColumn - 1, rows: 3)
        entry = Size(columns: max(list.columns, 1), rows: 1)
    }

    init(_ state: ExplorerState, _ picker: PickerState) {
        self.init(size: state.size, isGrid: picker.isGrid, cell: state.surface.cell)
    }

    var entriesPerRow: Int { max(list.columns / entry.columns, 1) }
    private var rowsPerPage: Int { max(list.rows / entry.rows, 1) }
    var entriesPerPage: Int { entriesPerRow * rowsPerPage }

    /// The first entry that shows: the selection stays in the middle where there are more than the screen has room for.
    func firstEntry(selection: Int, count: Int) -> Int {
        let rows = (count + entriesPerRow - 1) / entriesPerRow
        let first = min(max(selection / entriesPerRow - rowsPerPage / 2, 0), max(rows - rowsPerPage, 0))
        return first * entriesPerRow
    }

    /// The cells of an entry, counted from the first one that shows.
    func cells(of offset: Int) -> Rect {
        Rect(
            column: list.column + offset % entriesPerRow * entry.columns,
            row: list.row + offset / entriesPerRow * entry.rows, columns: entry.columns, rows: entry.rows)
    }

    func entryIndex(at position: Position, picker: PickerState) -> Int? {
        let column = (position.column - list.column) / entry.columns
        guard list.contains(position), column < entriesPerRow else { return nil }
        let count = picker.visible.count
        let offset = (position.row - list.row) / entry.rows * entriesPerRow + column
        let index = firstEntry(selection: picker.selection, count: count) + offset
        return offset < entriesPerPage && index < count ? index : nil
    }

    /// Columns of the tabs: a blank, the title, a blank, then a gap.
    func placeColumns(_ places: [PickerPlace]) -> [(place: PickerPlace, columns: Range<Int>)] {
        var column = self.places.column
        return places.map { place in
            let width = place.title.count + 2
            defer { column += width + 1 }
            return (place, column..<column + width)
        }
    }

    func place(at position: Position, picker: PickerState) -> PickerPlace? {
        guard position.row == places.row else { return nil }
        return placeColumns(picker.places).first { $0.columns.contains(position.column) }?.place
    }
}
