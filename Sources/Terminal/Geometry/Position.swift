/// A cell's place on the screen; (0, 0) is the upper left cell.
package struct Position: Sendable, Hashable {
    /// Column, counted from 0 at the left.
    package var column: Int
    /// Row, counted from 0 at the top.
    package var row: Int

    /// The cell in `column` of `row`.
    package init(column: Int, row: Int) {
        self.column = column
        self.row = row
    }

    /// The cell this many columns to the right and rows down.
    package func offset(columns: Int = 0, rows: Int = 0) -> Position {
        Position(column: column + columns, row: row + rows)
    }
}
