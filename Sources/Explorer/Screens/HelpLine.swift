import Terminal

/// A line of a help page.
enum HelpLine: Equatable, Sendable {
    case heading(String)
    case entry(keys: String, title: String)
    case blank

    /// Draws the line; keys take the first `keyColumns`.
    func draw(in frame: inout Frame, row: Rect, keyColumns: Int, theme: Theme) {
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
