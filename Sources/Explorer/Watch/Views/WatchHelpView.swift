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
                lines.append(.entry(keys: "Click", title: "A screen's name, a run, a key in the status bar"))
                lines.append(.entry(keys: "Right-drag", title: "Move the view"))
                lines.append(.entry(keys: "Wheel", title: "Zoom at the pointer; over pictures: step"))
                lines.append(.entry(keys: "Shift-wheel", title: "Chart above or below"))
            }
        }
        return lines
    }()

    /// The page on a screen of this size.
    static func sheet(_ size: Size) -> HelpSheet {
        let area = Rect(column: 1, row: 2, columns: size.columns - 2, rows: max(1, size.rows - 3))
        return HelpSheet(lines, in: area.columns(count: max(1, size.columns / columnWidth), gap: 2))
    }

    func draw(in frame: inout Frame) {
        let sheet = Self.sheet(frame.size)
        frame.put(" Help", at: Position(column: 0, row: 0), style: theme.accent)
        let place = sheet.placeText(from: firstLine)
        frame.put(
            place, in: Rect(column: 0, row: 0, columns: frame.size.columns - 1, rows: 1), style: theme.quiet,
            alignment: .trailing)
        sheet.draw(in: &frame, from: firstLine, theme: theme)
    }
}
