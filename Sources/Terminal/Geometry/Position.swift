/// A cell's place on the screen; (0, 0) is the upper left cell.
public struct Position: Sendable, Hashable {
    /// Column, counted from 0 at the left.
    public var column: Int
    /// Row, counted from 0 at the top.
    public var row: Int

    /// The cell in `column` of `row`.
    public init(column: Int, row: Int) {
        self.column = column
        self.row = row
    }

    /// The cell this many columns to the right and rows down.
    public func offset(columns: Int = 0, rows: Int = 0) -> Position {
        Position(column: column + columns, row: row + rows)
    }
}
