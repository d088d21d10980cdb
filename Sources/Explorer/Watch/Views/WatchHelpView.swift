import Terminal

/// The dashboard's help page, made from its key table.
struct WatchHelpView {
    let theme: Theme
    let firstLine: Int

    private static let columnWidth = 62

    /// Every binding of every context.
    static let lines: [HelpLine] = {
        var lines: [HelpLine] = []
        for context in WatchKeyContext.allCases {
            if !lines.isEmpty { lines.append(.blank) }
            lines.append(.heading(context.title))
            lines += WatchKeys.table.bindings(in: context).map { binding in
                .entry(keys: binding.label, title: binding.command.title)
            }
            if context == .training {
                lines.append(.entry(keys: "Space  ←  →", title: "Change a choice"))
            }
            if context == .charts {
                lines.append(.entry(keys: "Click, drag", title: "Value cursor; on a title: one chart alone"))
                lines.append(.entry(keys: "Right-drag", title: "Move the view"))
                lines.append(.entry(keys: "Wheel", title: "Zoom at the pointer; over pictures: step"))
                lines.append(.entry(keys: "Shift-wheel", title: "Chart above or below"))
            }
        }
        return lines
    }()

    /// Lines that a screen of this size holds.
    static func capacity(_ size: Size) -> Int {
        max(1, size.rows - 3) * max(1, size.columns / columnWidth)
    }

    func draw(in frame: inout Frame) {
        let size = frame.size
        frame.put(" Help", at: Position(column: 0, row: 0), style: theme.accent)
        let area = Rect(column: 1, row: 2, columns: size.columns - 1, rows: max(1, size.rows - 3))
        var rest = Self.lines.dropFirst(firstLine)
        if Self.lines.count > Self.capacity(size) {
            let last = min(Self.lines.count, firstLine + Self.capacity(size))
            frame.put(
                "\(firstLine + 1)–\(last) of \(Self.lines.count) ",
                in: Rect(column: 0, row: 0, columns: size.columns, rows: 1), style: theme.quiet, alignment: .trailing)
        }
        for column in area.columns(count: max(1, size.columns / Self.columnWidth), gap: 2) {
            for (offset, line) in rest.prefix(column.rows).enumerated() {
                let row = Rect(column: column.column, row: column.row + offset, columns: column.columns, rows: 1)
                line.draw(in: &frame, row: row, keyColumns: 20, theme: theme)
            }
            rest = rest.dropFirst(column.rows)
        }
    }
}
