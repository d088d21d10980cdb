/// Extent of a grid of character cells.
package struct Size: Sendable, Hashable {
    /// Number of columns, from the left.
    package var columns: Int
    /// Number of rows, from the top.
    package var rows: Int

    /// A size of `columns` × `rows` cells.
    package init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }

    /// Whether a layout that needs `minimum` cells in each direction fits.
    package func contains(_ minimum: Size) -> Bool {
        columns >= minimum.columns && rows >= minimum.rows
    }
}
