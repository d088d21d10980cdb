import Screens
import Terminal

/// Shortens names and paths where their telling part stays visible.
enum NameText {
    /// Shortened at the front: the end of a path says more than its beginning.
    static func truncatedHead(_ text: String, columns: Int) -> String {
        guard CharacterWidth.columns(text) > columns else {
            return text
        }
        return columns > 0 ? "…" + tail(of: text, columns: columns - 1) : ""
    }

    /// Shortened in the middle: names of a series differ at their end, and the extension stays.
    static func truncatedMiddle(_ text: String, columns: Int) -> String {
        guard CharacterWidth.columns(text) > columns else {
            return text
        }
        guard columns > 2 else {
            return CharacterWidth.truncated(text, columns: columns)
        }
        let end = tail(of: text, columns: (columns - 1) / 2)
        let start = CharacterWidth.prefix(text, columns: columns - 1 - CharacterWidth.columns(end))
        return start + "…" + end
    }

    /// The longest end of `text` that fits.
    private static func tail(of text: String, columns: Int) -> String {
        var used = 0
        var start = text.endIndex
        while start > text.startIndex {
            let before = text.index(before: start)
            used += CharacterWidth.columns(text[before])
            if used > columns {
                break
            }
            start = before
        }
        return String(text[start...])
    }
}
