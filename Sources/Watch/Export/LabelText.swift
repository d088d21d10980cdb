import Files
import Screens
import Terminal

/// Names, which are whatever a writer logged, as labels of exported charts.
enum LabelText {
    /// A name in one line: characters that are not for print, which XML forbids or which turn lines around, as �.
    static func printable(_ name: String) -> String {
        let scalars = name.unicodeScalars.map { scalar -> Unicode.Scalar in
            let isByte = FileSystemName.byte(of: scalar) != nil
            return switch scalar.properties.generalCategory {
            case _ where isByte: "\u{FFFD}"
            case .control, .lineSeparator, .paragraphSeparator, .unassigned, .surrogate: "\u{FFFD}"
            case .format: isJoiner(scalar) ? scalar : "\u{FFFD}"
            default: scalar
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// A text, with an ellipsis at its end where it would be wider than `room`; nothing where not even that has room.
    /// - Parameter width: how wide a text is, in the unit of `room`.
    static func elided(_ text: String, room: Int, width: (String) -> Int) -> String {
        if width(text) <= room { return text }
        guard width("…") <= room else { return "" }
        // The longest beginning that fits, by halving.
        let characters = Array(text)
        var (low, high) = (0, characters.count)
        while low < high {
            let middle = (low + high + 1) / 2
            if width(String(characters[..<middle]) + "…") <= room { low = middle } else { high = middle - 1 }
        }
        return String(characters[..<low]) + "…"
    }

    /// Pixels that a text takes in the sans-serif letters of a drawing, about; rather too many than too few.
    /// - Parameter size: of the letters, in pixels.
    static func sansSerifWidth(_ text: String, size: Double) -> Int {
        let ems = text.reduce(0.0) { sum, character in
            if CharacterWidth.columns(character) == 0 { return sum }
            if CharacterWidth.columns(character) == 2 { return sum + 1.05 }
            if "ijlI.,:;|!'".contains(character) { return sum + 0.34 }
            if "mwMW@%".contains(character) { return sum + 1 }
            return sum + (character.isUppercase ? 0.78 : character.isASCII ? 0.64 : 0.9)
        }
        return Int((ems * size).rounded(.up))
    }

    /// The two that letters of some scripts, and pictures of people, are joined by.
    private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value == 0x200C || scalar.value == 0x200D
    }
}
