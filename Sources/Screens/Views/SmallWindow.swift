import Terminal

/// What stands in a window that is too small for a screen.
package enum SmallWindow {
    /// Says how much room is needed, in the longest words that fit unbroken.
    /// - Parameter screen: what needs it, as a sentence begins: "The dashboard".
    package static func draw(_ screen: String, needs minimum: Size, in frame: inout Frame, theme: Theme) {
        let size = "\(minimum.columns)×\(minimum.rows)"
        let texts = [
            "\(screen) needs \(size) cells; this window has \(frame.size.columns)×\(frame.size.rows). "
                + "Enlarge it, or use a smaller font.",
            "Enlarge the window to \(size).", size,
        ]
        let inner = frame.bounds.inset(columns: 1, rows: 0)
        // A margin is worth less than a whole word.
        let area = inner.columns >= CharacterWidth.columns(size) ? inner : frame.bounds
        let text = texts.first { fits($0, in: area) } ?? size
        let rows = Frame.wrapped(text, columns: area.columns).count
        frame.putWrapped(
            text, in: area.centered(Size(columns: area.columns, rows: rows)), style: theme.warning)
    }

    private static func fits(_ text: String, in area: Rect) -> Bool {
        text.split(separator: " ").allSatisfy { CharacterWidth.columns(String($0)) <= area.columns }
            && Frame.wrapped(text, columns: area.columns).count <= area.rows
    }
}
