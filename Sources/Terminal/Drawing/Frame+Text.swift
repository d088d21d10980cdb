extension Frame {
    /// Writes one line of text from `position` to the right, clipped to the grid and to `clip`. Control characters
    /// become �, so that a file's name cannot command the terminal; line breaks count as control characters. So do bytes
    /// of a name that are no text.
    /// - Returns: the columns that the text takes, clipped or not.
    @discardableResult
    package mutating func put(
        _ text: String, at position: Position, style: TextStyle = .standard, clip: Rect? = nil
    ) -> Int {
        let visible = clip.map { $0.intersection(bounds) } ?? bounds
        let rowIsVisible = position.row >= visible.row && position.row < visible.endRow
        var column = position.column
        for character in text {
            let width = CharacterWidth.columns(character)
            if width == 0 { continue }
            if rowIsVisible, column >= visible.column, column + width <= visible.endColumn {
                setCell(Cell(text: printable(character), style: style), column: column, row: position.row)
                if width == 2 {
                    setCell(Cell(text: " ", style: style), column: column + 1, row: position.row)
                    cells[index(column, position.row)].text = printable(character)
                    cells[index(column + 1, position.row)].text = ""
                }
            } else if rowIsVisible, width == 2 {
                // Half of a wide character at the edge becomes a blank.
                for half in [column, column + 1] where half >= visible.column && half < visible.endColumn {
                    setCell(Cell(text: " ", style: style), column: half, row: position.row)
                }
            }
            column += width
        }
        return column - position.column
    }

    /// Writes one line into the first row of `rect`, shortened with an ellipsis where it does not fit.
    package mutating func put(
        _ text: String, in rect: Rect, style: TextStyle = .standard, alignment: TextAlignment = .leading
    ) {
        if rect.isEmpty { return }
        let shown = CharacterWidth.truncated(text, columns: rect.columns)
        let slack = rect.columns - CharacterWidth.columns(shown)
        let start =
            switch alignment {
            case .leading: 0
            case .center: slack / 2
            case .trailing: slack
            }
        put(shown, at: rect.origin.offset(columns: start), style: style, clip: rect)
    }

    /// Writes text into a rectangle, broken between words (within a word only where it is longer than a line) and at
    /// its line breaks; an ellipsis marks what did not fit.
    /// - Returns: the rows used.
    @discardableResult
    package mutating func putWrapped(_ text: String, in rect: Rect, style: TextStyle = .standard) -> Int {
        if rect.isEmpty { return 0 }
        let lines = Frame.wrapped(text, columns: rect.columns)
        for (offset, line) in lines.prefix(rect.rows).enumerated() {
            let isCut = offset == rect.rows - 1 && lines.count > rect.rows
            let shown = isCut ? CharacterWidth.prefix(line, columns: rect.columns - 1) + "…" : line[...]
            put(String(shown), at: rect.origin.offset(rows: offset), style: style, clip: rect)
        }
        return min(lines.count, rect.rows)
    }

    /// The lines into which `putWrapped` breaks a text.
    package static func wrapped(_ text: String, columns: Int) -> [String] {
        if columns <= 0 { return [] }
        var lines: [String] = []
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            for var word in paragraph.split(separator: " ") {
                let needed = CharacterWidth.columns(line) + (line.isEmpty ? 0 : 1)
                if needed + CharacterWidth.columns(String(word)) <= columns {
                    line += (line.isEmpty ? "" : " ") + word
                    continue
                }
                if !line.isEmpty { lines.append(line) }
                while CharacterWidth.columns(String(word)) > columns {
                    var piece = CharacterWidth.prefix(String(word), columns: columns)
                    if piece.isEmpty { piece = String(word.prefix(1))[...] }
                    lines.append(String(piece))
                    word = word.dropFirst(piece.count)
                }
                line = String(word)
            }
            lines.append(line)
        }
        return lines
    }

    /// The grid as lines of text without trailing blanks, for snapshots. Cells under a picture show `imageMarker`,
    /// except those of an overlay.
    package func text(imageMarker: Character = "▒") -> String {
        var lines: [String] = []
        for row in 0..<size.rows {
            var line = ""
            for column in 0..<size.columns {
                let position = Position(column: column, row: row)
                let isCovered =
                    images.contains { $0.rect.contains(position) } && !overlays.contains { $0.contains(position) }
                line += isCovered ? String(imageMarker) : cells[index(column, row)].text
            }
            while line.hasSuffix(" ") { line.removeLast() }
            lines.append(line)
        }
        return lines.joined(separator: "\n")
    }

    private func printable(_ character: Character) -> String {
        guard let scalar = character.unicodeScalars.first else { return " " }
        let value = scalar.value
        if value < 0x20 || (value >= 0x7F && value < 0xA0) { return "\u{FFFD}" }
        // So a name's bytes that are no text come here (`FileSystemName` of Files).
        if character.unicodeScalars.contains(where: { (0x10FE80...0x10FEFF).contains($0.value) }) { return "\u{FFFD}" }
        return String(character)
    }
}
