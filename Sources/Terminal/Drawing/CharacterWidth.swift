import CTerminal
import Glibc

/// How many cells text takes in a terminal.
package enum CharacterWidth {
    /// Cells that a string takes: the sum over its graphemes.
    package static func columns(_ text: String) -> Int {
        var utf8 = text.utf8.makeIterator()
        var isPlain = true
        while let byte = utf8.next() {
            if byte < 0x20 || byte > 0x7E {
                isPlain = false
                break
            }
        }
        return isPlain ? text.utf8.count : text.reduce(0) { $0 + columns($1) }
    }

    /// Cells that one grapheme takes: 0 for a lone mark or an invisible character, 1, or 2. A control character counts
    /// 1, for it is drawn as a replacement character.
    package static func columns(_ character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        if first.value < 0x7F { return 1 }
        var width = columns(first)
        // U+FE0F asks for the emoji form of a character that is text by itself; the terminals that matter draw it
        // as wide as its first scalar, so it does not count.
        if width == 1, first.value >= 0x1F1E6, first.value <= 0x1F1FF, character.unicodeScalars.count > 1 { width = 2 }
        return width
    }

    /// The longest beginning of `text` that fits into `columns` cells.
    package static func prefix(_ text: String, columns limit: Int) -> Substring {
        var used = 0
        var end = text.startIndex
        while end < text.endIndex {
            let width = columns(text[end])
            if used + width > limit { break }
            used += width
            end = text.index(after: end)
        }
        return text[..<end]
    }

    /// `text`, shortened with an ellipsis at its end where it would take more than `columns` cells.
    package static func truncated(_ text: String, columns limit: Int) -> String {
        if columns(text) <= limit { return text }
        return limit <= 0 ? "" : prefix(text, columns: limit - 1) + "…"
    }

    /// As the C library counts, which ncurses itself uses. What it calls no character for print counts 1, as a control
    /// character does.
    static func columns(_ scalar: Unicode.Scalar) -> Int {
        // The program's own locale may be C, where nothing beyond ASCII has a width.
        let present = uselocale(unicodeLocale)
        defer { uselocale(present) }
        let width = Int(terminal_character_width(scalar.value))
        return width < 0 ? 1 : width
    }

    nonisolated(unsafe) private static let unicodeLocale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)
}
