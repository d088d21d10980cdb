import Terminal

/// The help page, made from the key table.
struct LookbackHelpView {
    let theme: Theme
    let firstLine: Int

    /// Every binding of every context; the ten digits in one line.
    static let lines: [HelpLine] = {
        var lines: [HelpLine] = []
        for context in LookbackKeyContext.allCases {
            if !lines.isEmpty { lines.append(.blank) }
            lines.append(.heading(context.title))
            for binding in LookbackKeys.table.bindings(in: context) {
                if case .jump(let step) = binding.command {
                    if step == 10 { lines.append(.entry(keys: "1 … 9  0", title: "Steps 1 to 9, and 10")) }
                    continue
                }
                lines.append(
                    .entry(keys: binding.label, title: binding.command.title))
            }
            if context == .picture {
                lines.append(.entry(keys: "Click, drag", title: "On a slider, the map or a screen's name: go there"))
                lines.append(.entry(keys: "Wheel", title: "Steps; with Shift or over the updates: updates"))
            }
        }
        return lines
    }()

    /// The page on a screen of this size.
    static func sheet(_ size: Size) -> HelpSheet {
        HelpSheet(lines, in: [Rect(column: 1, row: 2, columns: size.columns - 2, rows: max(1, size.rows - 3))])
    }

    func draw(in frame: inout Frame) {
        Self.sheet(frame.size).draw(in: &frame, from: firstLine, theme: theme)
    }
}
