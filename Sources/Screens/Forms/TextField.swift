/// One line of editable text with a cursor; grapheme clusters are never split.
package struct TextField: Equatable, Sendable {
    package private(set) var text: String
    /// Characters that are taken: no path or name is longer, and a paste by mistake is not to keep the program busy.
    package static let limit = 4096
    /// Characters before the cursor, 0…count.
    package private(set) var cursor: Int
    /// Whether the whole text is selected: a proposal that typing replaces. Any other editing takes it as it is.
    package private(set) var isSelected: Bool

    package init(_ text: String = "", isSelected: Bool = false) {
        self.text = text
        cursor = text.count
        self.isSelected = isSelected && !text.isEmpty
    }

    package var isEmpty: Bool { text.isEmpty }

    /// Inserts at the cursor; control characters, line breaks and what is beyond `limit` are left out.
    package mutating func insert(_ string: String) {
        let printable = string.filter { character in
            !character.unicodeScalars.contains { $0.properties.generalCategory == .control } && !character.isNewline
        }
        if isSelected, !printable.isEmpty { clear() }
        let room = Self.limit - text.count
        guard room > 0 else { return }
        // Counted afterwards, because an inserted combining mark joins the character before it.
        let suffixCount = text.count - cursor
        text.insert(contentsOf: printable.prefix(room), at: index(cursor))
        cursor = max(text.count - suffixCount, 0)
    }

    package mutating func deleteBackward() {
        if isSelected { return clear() }
        guard cursor > 0 else {
            return
        }
        text.remove(at: index(cursor - 1))
        cursor = min(cursor - 1, text.count)
    }

    package mutating func deleteForward() {
        if isSelected { return clear() }
        guard cursor < text.count else {
            return
        }
        text.remove(at: index(cursor))
        cursor = min(cursor, text.count)
    }

    package mutating func deleteToStart() {
        text.removeSubrange(..<index(cursor))
        cursor = 0
    }

    /// Deletes the word before the cursor and the blanks after it.
    package mutating func deleteWord() {
        let isSeparator = { (character: Character) in character == " " || character == "/" }
        while cursor > 0, isSeparator(text[index(cursor - 1)]) {
            deleteBackward()
        }
        while cursor > 0, !isSeparator(text[index(cursor - 1)]) {
            deleteBackward()
        }
    }

    package mutating func move(by characters: Int) {
        cursor = min(max(cursor + characters, 0), text.count)
    }

    package mutating func moveToStart() { cursor = 0 }
    package mutating func moveToEnd() { cursor = text.count }

    /// Carries out an editing command; others change nothing.
    package mutating func edit(_ command: some ScreenCommand) { edit(command.textEdit) }

    private mutating func edit(_ edit: TextEdit?) {
        defer { isSelected = false }
        switch edit {
        case .deleteBackward: deleteBackward()
        case .deleteForward: deleteForward()
        case .deleteWord: deleteWord()
        case .deleteToStart: deleteToStart()
        case .left: move(by: -1)
        case .right: move(by: 1)
        case .start: moveToStart()
        case .end: moveToEnd()
        case nil: break
        }
    }

    private mutating func clear() {
        self = TextField()
    }

    private func index(_ offset: Int) -> String.Index {
        text.index(text.startIndex, offsetBy: offset)
    }
}

/// An editing command of a line of text, whichever screen's key it came from.
package enum TextEdit: Sendable {
    case deleteBackward
    case deleteForward
    case deleteWord
    case deleteToStart
    case left
    case right
    case start
    case end
}
