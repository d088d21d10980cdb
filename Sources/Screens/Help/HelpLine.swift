import Terminal

/// A line of a help page.
package enum HelpLine: Equatable, Sendable {
    case heading(String)
    case entry(keys: String, title: String)
    case blank

    /// The rows that the line takes, so that nothing of it is cut: keys and title are broken on their own.
    package func wrapped(columns: Int, keyColumns: Int) -> [HelpLine] {
        guard case .entry(let keys, let title) = self else { return [self] }
        // Two blanks before the keys, one behind them.
        let left = Self.rows(ofKeys: keys, columns: keyColumns - 3)
        let right = Frame.wrapped(title, columns: columns - keyColumns)
        return (0..<max(left.count, right.count)).map { row in
            .entry(keys: row < left.count ? left[row] : "", title: row < right.count ? right[row] : "")
        }
    }

    /// Keys, which stand two blanks apart, in rows.
    private static func rows(ofKeys keys: String, columns: Int) -> [String] {
        var rows: [String] = []
        for key in keys.split(separator: "  ").map(String.init) {
            if let last = rows.last, CharacterWidth.columns(last + "  " + key) <= columns {
                rows[rows.count - 1] = last + "  " + key
            } else {
                rows.append(key)
            }
        }
        return rows
    }

    /// Draws the line; keys take the first `keyColumns`.
    package func draw(in frame: inout Frame, row: Rect, keyColumns: Int, theme: Theme) {
        switch self {
        case .blank:
            break
        case .heading(let text):
            frame.put(text, in: row, style: .bold)
        case .entry(let keys, let title):
            let (left, right) = row.split(left: keyColumns)
            frame.put("  \(keys)", in: left, style: theme.accent)
            frame.put(title, in: right)
        }
    }
}
