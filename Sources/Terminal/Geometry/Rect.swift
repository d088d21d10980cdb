/// A rectangle of character cells. Sizes are never negative.
package struct Rect: Sendable, Hashable {
    /// Leftmost column.
    package var column: Int
    /// Topmost row.
    package var row: Int
    /// Width in cells.
    package var columns: Int
    /// Height in cells.
    package var rows: Int

    /// The rectangle whose upper left cell is (`column`, `row`); negative extents become 0.
    package init(column: Int, row: Int, columns: Int, rows: Int) {
        self.column = column
        self.row = row
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }

    /// The whole of a grid.
    package init(_ size: Size) {
        self.init(column: 0, row: 0, columns: size.columns, rows: size.rows)
    }

    /// Upper left cell.
    package var origin: Position { Position(column: column, row: row) }
    /// Extent in cells.
    package var size: Size { Size(columns: columns, rows: rows) }
    /// First column right of the rectangle.
    package var endColumn: Int { column + columns }
    /// First row below the rectangle.
    package var endRow: Int { row + rows }
    /// True where there is no cell inside.
    package var isEmpty: Bool { columns == 0 || rows == 0 }

    /// Whether a cell lies inside.
    package func contains(_ position: Position) -> Bool {
        position.column >= column && position.column < endColumn && position.row >= row && position.row < endRow
    }

    /// Whether `other` lies wholly inside.
    package func contains(_ other: Rect) -> Bool {
        other.column >= column && other.endColumn <= endColumn && other.row >= row && other.endRow <= endRow
    }

    /// The cells that both rectangles have; empty where there are none.
    package func intersection(_ other: Rect) -> Rect {
        let left = max(column, other.column)
        let top = max(row, other.row)
        return Rect(
            column: left, row: top, columns: min(endColumn, other.endColumn) - left,
            rows: min(endRow, other.endRow) - top)
    }

    /// Whether the rectangles have a cell in common.
    package func intersects(_ other: Rect) -> Bool {
        !intersection(other).isEmpty
    }

    /// The rectangle without a margin of this many columns at the left and right and rows at the top and bottom.
    package func inset(columns horizontal: Int = 1, rows vertical: Int = 1) -> Rect {
        Rect(
            column: column + min(horizontal, columns / 2), row: row + min(vertical, rows / 2),
            columns: columns - 2 * horizontal, rows: rows - 2 * vertical)
    }

    /// The topmost `count` rows (all, if there are fewer) and what is left below.
    package func split(top count: Int) -> (top: Rect, rest: Rect) {
        let taken = min(max(0, count), rows)
        return (
            Rect(column: column, row: row, columns: columns, rows: taken),
            Rect(column: column, row: row + taken, columns: columns, rows: rows - taken)
        )
    }

    /// The lowest `count` rows (all, if there are fewer) and what is left above.
    package func split(bottom count: Int) -> (rest: Rect, bottom: Rect) {
        let (rest, bottom) = split(top: rows - min(max(0, count), rows))
        return (rest, bottom)
    }

    /// The leftmost `count` columns (all, if there are fewer) and what is left to the right.
    package func split(left count: Int) -> (left: Rect, rest: Rect) {
        let taken = min(max(0, count), columns)
        return (
            Rect(column: column, row: row, columns: taken, rows: rows),
            Rect(column: column + taken, row: row, columns: columns - taken, rows: rows)
        )
    }

    /// The rightmost `count` columns (all, if there are fewer) and what is left to the left.
    package func split(right count: Int) -> (rest: Rect, right: Rect) {
        let (rest, right) = split(left: columns - min(max(0, count), columns))
        return (rest, right)
    }

    /// `count` rectangles side by side, `gap` columns apart, whose widths differ by at most one column.
    package func columns(count: Int, gap: Int = 0) -> [Rect] {
        let available = max(0, columns - gap * (count - 1))
        return (0..<max(0, count)).map { index in
            let start = available * index / count
            let end = available * (index + 1) / count
            return Rect(column: column + start + gap * index, row: row, columns: end - start, rows: rows)
        }
    }

    /// `count` rectangles one below the other, `gap` rows apart, whose heights differ by at most one row.
    package func rows(count: Int, gap: Int = 0) -> [Rect] {
        let available = max(0, rows - gap * (count - 1))
        return (0..<max(0, count)).map { index in
            let start = available * index / count
            let end = available * (index + 1) / count
            return Rect(column: column, row: row + start + gap * index, columns: columns, rows: end - start)
        }
    }

    /// What is left of this without another: at most four rectangles, those above and below as wide as this.
    package func subtracting(_ other: Rect) -> [Rect] {
        let hole = intersection(other)
        if hole.isEmpty { return [self] }
        return [
            Rect(column: column, row: row, columns: columns, rows: hole.row - row),
            Rect(column: column, row: hole.row, columns: hole.column - column, rows: hole.rows),
            Rect(column: hole.endColumn, row: hole.row, columns: endColumn - hole.endColumn, rows: hole.rows),
            Rect(column: column, row: hole.endRow, columns: columns, rows: endRow - hole.endRow),
        ].filter { !$0.isEmpty }
    }

    /// A rectangle of at most `size` in the middle of this one.
    package func centered(_ size: Size) -> Rect {
        let width = min(size.columns, columns)
        let height = min(size.rows, rows)
        return Rect(
            column: column + (columns - width) / 2, row: row + (rows - height) / 2, columns: width, rows: height)
    }
}
