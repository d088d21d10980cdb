import Terminal

/// The help page, made from the key table.
struct LookbackHelpView {
    enum Line: Equatable, Sendable {
        case heading(String)
        case entry(keys: String, title: String)
        case blank
    }

    let theme: Theme
    let firstLine: Int

    /// Every binding of every context; the ten digits in one line.
    static let lines: [Line] = {
        var lines: [Line] = []
        for context in LookbackKeyContext.allCases {
            if !lines.isEmpty { lines.append(.blank) }
            lines.append(.heading(context.title))
            for binding in LookbackKeyTable.bindings(in: context) {
                if case .jump(let step) = binding.command {
                    if step == 10 { lines.append(.entry(keys: "1 … 9  0", title: "Steps 1 to 9, and 10")) }
                    continue
                }
                lines.append(
                    .entry(keys: binding.keys.map(\.label).joined(separator: "  "), title: binding.command.title))
            }
            if context == .picture {
                lines.append(.entry(keys: "Click, drag", title: "On a slider or the map: go there"))
                lines.append(.entry(keys: "Wheel", title: "Steps; with Shift or over the updates: updates"))
            }
        }
        return lines
    }()

    func draw(in frame: inout Frame) {
        let size = frame.size
        for (offset, line) in Self.lines.dropFirst(firstLine).prefix(max(1, size.rows - 3)).enumerated() {
            let row = Rect(column: 1, row: 2 + offset, columns: size.columns - 2, rows: 1)
            switch line {
            case .blank: break
            case .heading(let text): frame.put(text, in: row, style: .bold)
            case .entry(let keys, let title):
                let (left, right) = row.split(left: 20)
                frame.put("  " + keys, in: left, style: theme.accent)
                frame.put(title, in: right)
            }
        }
    }
}
