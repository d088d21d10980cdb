extension Frame {
    /// Fills a rectangle with one character, one cell wide.
    package mutating func fill(_ rect: Rect, with character: Character = " ", style: TextStyle = .standard) {
        let clipped = rect.intersection(bounds)
        let cell = Cell(text: String(character), style: style)
        for row in clipped.row..<clipped.endRow {
            for column in clipped.column..<clipped.endColumn { setCell(cell, column: column, row: row) }
        }
    }

    /// Draws a border along the inside of `rect`, with a title in its upper line; a rectangle with less than two rows
    /// or columns stays empty.
    /// - Returns: the rectangle inside the border.
    @discardableResult
    package mutating func box(
        _ rect: Rect, title: String? = nil, lines: BoxLines = .rounded, style: TextStyle = .standard,
        titleStyle: TextStyle? = nil, footer: String? = nil
    ) -> Rect {
        if rect.columns < 2 || rect.rows < 2 { return Rect(column: rect.column, row: rect.row, columns: 0, rows: 0) }
        let (upperLeft, upperRight, lowerLeft, lowerRight, horizontal, vertical) = lines.characters
        let right = rect.endColumn - 1
        let bottom = rect.endRow - 1
        let edge = String(repeating: horizontal, count: rect.columns - 2)
        put(upperLeft + edge + upperRight, at: rect.origin, style: style)
        put(lowerLeft + edge + lowerRight, at: Position(column: rect.column, row: bottom), style: style)
        for row in rect.row + 1..<max(rect.row + 1, bottom) {
            put(vertical, at: Position(column: rect.column, row: row), style: style)
            put(vertical, at: Position(column: right, row: row), style: style)
        }
        func label(_ text: String, row: Int, alignment: TextAlignment) {
            let space = Rect(column: rect.column + 2, row: row, columns: rect.columns - 4, rows: 1)
            if space.columns < 3 || text.isEmpty { return }
            let shown = " " + CharacterWidth.truncated(text, columns: space.columns - 2) + " "
            put(shown, in: space, style: titleStyle ?? style, alignment: alignment)
        }
        if let title { label(title, row: rect.row, alignment: .leading) }
        if let footer { label(footer, row: bottom, alignment: .trailing) }
        return rect.inset()
    }

    /// A line of `columns` cells to the right of `position`.
    package mutating func horizontalLine(
        at position: Position, columns: Int, character: Character = "─", style: TextStyle = .standard
    ) {
        fill(
            Rect(column: position.column, row: position.row, columns: columns, rows: 1), with: character, style: style)
    }

    /// A line of `rows` cells downwards from `position`.
    package mutating func verticalLine(
        at position: Position, rows: Int, character: Character = "│", style: TextStyle = .standard
    ) {
        fill(Rect(column: position.column, row: position.row, columns: 1, rows: rows), with: character, style: style)
    }

    /// A horizontal bar in the first row of `rect`, filled to `fraction` (0 to 1) in eighths of a cell.
    package mutating func gauge(
        _ rect: Rect, fraction: Double, style: TextStyle = .standard, trackStyle: TextStyle = .dim,
        track: Character = " "
    ) {
        let bounded = fraction.isFinite ? min(max(fraction, 0), 1) : 0
        let eighths = Int((bounded * Double(rect.columns * 8)).rounded())
        fill(rect.split(top: 1).top, with: track, style: trackStyle)
        put(String(repeating: "█", count: eighths / 8), at: rect.origin, style: style, clip: rect)
        if eighths % 8 > 0 {
            let partial = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8 - 1]
            var partialStyle = style
            partialStyle.background = trackStyle.background
            put(partial, at: rect.origin.offset(columns: eighths / 8), style: partialStyle, clip: rect)
        }
    }

    /// An upright bar from the lower edge of `rect`, filled to `fraction` (0 to 1) in eighths of a cell.
    package mutating func upright(_ rect: Rect, fraction: Double, style: TextStyle = .standard) {
        let bounded = fraction.isFinite ? min(max(fraction, 0), 1) : 0
        let eighths = Int((bounded * Double(rect.rows * 8)).rounded())
        for row in 0..<rect.rows {
            let level = min(8, max(0, eighths - 8 * row))
            if level == 0 { break }
            let character = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"][level - 1]
            let line = Rect(column: rect.column, row: rect.endRow - 1 - row, columns: rect.columns, rows: 1)
            fill(line, with: Character(character), style: style)
        }
    }

    /// One upright bar per value over the whole height of `rect`, the newest at the right; values that are not finite
    /// leave a gap. The scale runs from `minimum` (by default the least value shown) to `maximum` (the greatest).
    package mutating func sparkline(
        _ values: [Double], in rect: Rect, minimum: Double? = nil, maximum: Double? = nil,
        style: TextStyle = .standard
    ) {
        let shown = values.suffix(rect.columns)
        let finite = shown.filter(\.isFinite)
        guard let least = minimum ?? finite.min(), let greatest = maximum ?? finite.max() else { return }
        for (offset, value) in shown.enumerated() where value.isFinite {
            let fraction = greatest > least ? (value - least) / (greatest - least) : 0.5
            let column = Rect(
                column: rect.endColumn - shown.count + offset, row: rect.row, columns: 1, rows: rect.rows)
            // The least value keeps one eighth, so that it can be told from a gap.
            let floor = 1 / Double(max(1, rect.rows * 8))
            upright(column, fraction: max(floor, fraction), style: style)
        }
    }
}

/// The characters of a box's border.
package enum BoxLines: Sendable, Hashable {
    /// Right-angled corners: ┌─┐.
    case plain
    /// Rounded corners: ╭─╮.
    case rounded
    /// Heavy lines: ┏━┓.
    case heavy

    /// Upper left, upper right, lower left, lower right, horizontal, vertical.
    var characters: (String, String, String, String, String, String) {
        switch self {
        case .plain: ("┌", "┐", "└", "┘", "─", "│")
        case .rounded: ("╭", "╮", "╰", "╯", "─", "│")
        case .heavy: ("┏", "┓", "┗", "┛", "━", "┃")
        }
    }
}
