import Terminal

/// Where the command palette's parts stand within the sheet.
struct PaletteLayout: Equatable {
    let filter: Rect
    let list: Rect

    /// - Parameter inside: of the sheet's frame.
    init(inside: Rect) { (filter, list) = inside.split(top: 1) }

    init(sheet: Rect) { self.init(inside: SheetView.inside(of: sheet)) }

    /// The first match that shows: the selection stays in the middle where the list is longer than the sheet.
    func firstMatch(_ palette: PaletteState) -> Int {
        min(max(palette.selection - list.rows / 2, 0), max(palette.matches.count - list.rows, 0))
    }

    /// The match in a cell; nil where there is none.
    func match(at position: Position, _ palette: PaletteState) -> Int? {
        guard list.contains(position) else { return nil }
        let index = firstMatch(palette) + position.row - list.row
        return palette.matches.indices.contains(index) ? index : nil
    }
}
