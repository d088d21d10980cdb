import Terminal

/// A help page broken into rows that stand in columns side by side.
package struct HelpSheet {
    private static let keyColumns = 22

    package let columns: [Rect]
    package let rows: [HelpLine]

    /// - Parameter columns: of about the same width.
    package init(_ lines: [HelpLine], in columns: [Rect]) {
        self.columns = columns
        let width = columns.map(\.columns).min() ?? 0
        rows = lines.flatMap { $0.wrapped(columns: width, keyColumns: Self.keyColumns) }
    }

    /// Rows that show at once.
    package var capacity: Int { max(1, columns.map(\.rows).reduce(0, +)) }

    /// The largest first row that still fills the page.
    package var lastFirstRow: Int { max(rows.count - capacity, 0) }

    /// What part of the page shows, from a row on; empty where all of it does.
    package func placeText(from first: Int) -> String {
        guard rows.count > capacity else { return "" }
        let first = min(first, lastFirstRow)
        return "\(first + 1)–\(min(first + capacity, rows.count)) of \(rows.count)"
    }

    package func draw(in frame: inout Frame, from first: Int, theme: Theme) {
        var rest = rows.dropFirst(min(first, lastFirstRow))
        for column in columns {
            for (offset, line) in rest.prefix(column.rows).enumerated() {
                line.draw(
                    in: &frame,
                    row: Rect(column: column.column, row: column.row + offset, columns: column.columns, rows: 1),
                    keyColumns: Self.keyColumns, theme: theme)
            }
            rest = rest.dropFirst(column.rows)
        }
    }
}
