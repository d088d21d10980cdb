import Screens
import Terminal

/// Where the parts of the picker stand.
struct PickerLayout: Equatable {
    let title: Rect
    /// The row of places.
    let places: Rect
    let folder: Rect
    let filter: Rect
    let list: Rect
    let preview: Rect
    /// Two rows under the preview: size and recipe.
    let caption: Rect

    init(size: Size) {
        let rows = size.rows - 1
        let isWide = size.columns >= 100
        let listColumns = isWide ? max(size.columns * 2 / 5, 44) : max(size.columns / 2 - 2, 28)
        title = Rect(column: 1, row: 0, columns: size.columns - 2, rows: 1)
        places = Rect(column: 1, row: 1, columns: listColumns - 1, rows: 1)
        folder = Rect(column: 1, row: 2, columns: listColumns - 1, rows: 1)
        filter = Rect(column: 1, row: 3, columns: listColumns - 1, rows: 1)
        list = Rect(column: 1, row: 5, columns: listColumns - 1, rows: rows - 6)
        let previewColumn = listColumns + 2
        preview = Rect(column: previewColumn, row: 1, columns: size.columns - previewColumn - 1, rows: rows - 5)
        caption = Rect(column: previewColumn, row: rows - 3, columns: size.columns - previewColumn - 1, rows: 3)
    }

    /// The first entry that shows: the selection stays in the middle where the list is longer than the screen.
    func firstEntry(selection: Int, count: Int) -> Int {
        min(max(selection - list.rows / 2, 0), max(count - list.rows, 0))
    }

    func entryIndex(at position: Position, picker: PickerState) -> Int? {
        guard list.contains(position) else {
            return nil
        }
        let count = picker.visible.count
        let index = firstEntry(selection: picker.selection, count: count) + position.row - list.row
        return index < count ? index : nil
    }

    /// Columns of the tabs: a blank, the title, a blank, then a gap.
    var placeColumns: [(place: PickerPlace, columns: Range<Int>)] {
        var column = places.column
        return PickerPlace.allCases.map { place in
            let width = place.title.count + 2
            defer { column += width + 1 }
            return (place, column..<column + width)
        }
    }

    func place(at position: Position) -> PickerPlace? {
        guard position.row == places.row else {
            return nil
        }
        return placeColumns.first { $0.columns.contains(position.column) }?.place
    }
}
