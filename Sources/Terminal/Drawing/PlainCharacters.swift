/// Stand-ins in ASCII for the characters that drawing uses, where the locale has no others.
enum PlainCharacters {
    /// A single ASCII character for a cell's text.
    static func replacement(for text: String) -> String {
        guard let scalar = text.unicodeScalars.first, scalar.value >= 0x7F else { return text }
        switch scalar.value {
        case 0xA0: return " "
        case 0x2500, 0x2501, 0x2013, 0x2014: return "-"
        case 0x2502, 0x2503, 0x2575: return "|"
        case 0x250C...0x254B, 0x256D...0x2570: return "+"
        case 0x2581: return "_"
        case 0x2582: return "."
        case 0x2583: return "-"
        case 0x2580...0x2593, 0x25A0: return "#"
        case 0x25C6: return "+"
        case 0x25B6, 0x25B8, 0x2192: return ">"
        case 0x25C0, 0x25C2, 0x2190: return "<"
        case 0x2191, 0x25B2: return "^"
        case 0x2193, 0x25BC: return "v"
        case 0x2022, 0x25CF, 0x00B7: return "*"
        case 0x2026: return "."
        case 0x2801...0x28FF: return "*"
        case 0x2800: return " "
        default: return "?"
        }
    }
}
