import Terminal

extension Frame {
    /// Draws a text field in one row: the part around its cursor, and the terminal's cursor where it has the focus.
    package mutating func field(
        _ field: TextField, in rect: Rect, style: TextStyle, isFocused: Bool,
        placeholder: String = "", placeholderStyle: TextStyle = TextStyle(dim: true)
    ) {
        guard rect.columns > 1 else {
            return
        }
        fill(rect, style: style)
        if field.isEmpty {
            var quiet = placeholderStyle
            quiet.background = style.background
            put(placeholder, in: rect.inset(columns: 1, rows: 0), style: quiet)
        }
        // Wide characters make the columns before the cursor differ from its index.
        let before = String(field.text.prefix(field.cursor))
        let cursorColumns = CharacterWidth.columns(before)
        let room = rect.columns - 2
        let shift = max(cursorColumns - room + 1, 0)
        var textStyle = style
        textStyle.reversed = style.reversed != (field.isSelected && isFocused)
        put(
            field.text, at: rect.origin.offset(columns: 1 - shift), style: textStyle,
            clip: rect.inset(columns: 1, rows: 0))
        if shift > 0 {
            put("…", at: rect.origin, style: style)
        }
        if isFocused {
            cursor = Position(column: rect.column + 1 + cursorColumns - shift, row: rect.row)
        }
    }
}
