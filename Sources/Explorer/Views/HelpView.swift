import Terminal

/// The help page.
struct HelpView {
    let help: HelpState
    let theme: Theme
    let layout: HelpLayout

    private static let keyColumns = 22

    func draw(in frame: inout Frame) {
        let lines = HelpPage.lines(filter: help.filter.text)
        drawTitle(lines: lines.count, in: &frame)
        if lines.isEmpty {
            frame.put(
                "Nothing matches “\(help.filter.text)”; Esc shows everything.", in: layout.columns[0],
                style: theme.quiet)
        }
        let first = min(help.firstLine, layout.lastFirstLine(lines: lines.count))
        var remaining = lines.dropFirst(first)
        for column in layout.columns {
            for (offset, line) in remaining.prefix(column.rows).enumerated() {
                line.draw(
                    in: &frame,
                    row: Rect(column: column.column, row: column.row + offset, columns: column.columns, rows: 1),
                    keyColumns: Self.keyColumns, theme: theme)
            }
            remaining = remaining.dropFirst(column.rows)
        }
    }

    private func drawTitle(lines: Int, in frame: inout Frame) {
        frame.put("Help", in: layout.title, style: theme.accent)
        if help.isFiltering || !help.filter.isEmpty {
            let (_, rest) = layout.title.split(left: 8)
            let (field, _) = rest.split(left: min(30, rest.columns))
            frame.put("/", at: field.origin.offset(columns: -2), style: theme.accent)
            frame.field(help.filter, in: field, style: theme.field, isFocused: help.isFiltering)
        }
        if lines > layout.capacity {
            let first = min(help.firstLine, layout.lastFirstLine(lines: lines))
            frame.put(
                "\(first + 1)–\(min(first + layout.capacity, lines)) of \(lines)", in: layout.title, style: theme.quiet,
                alignment: .trailing)
        }
    }
}
