/// Extent of a grid of character cells.
public struct Size: Sendable, Hashable {
    /// Number of columns, from the left.
    public var columns: Int
    /// Number of rows, from the top.
    public var rows: Int

    /// A size of `columns` × `rows` cells.
    public init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }

    /// Whether a layout that needs `minimum` cells in each direction fits.
    public func contains(_ minimum: Size) -> Bool {
        columns >= minimum.columns && rows >= minimum.rows
    }
}
