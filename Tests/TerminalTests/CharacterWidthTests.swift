import CTerminal
import Glibc
import Testing

@testable import Terminal

@Suite struct CharacterWidthTests {
    /// Every character of the planes in use, as ncurses counts it under a UTF-8 locale.
    @Test func everyScalarIsAsWideAsInTheCLibrary() {
        let locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)
        defer { freelocale(locale) }
        var wrong: [UInt32] = []
        for value in (UInt32(0x20)...0x1FFFF).compactMap(Unicode.Scalar.init).map(\.value) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let found = CharacterWidth.columns(scalar)
            let present = uselocale(locale)
            let expected = Int(terminal_character_width(value))
            uselocale(present)
            if found != (expected < 0 ? 1 : expected) { wrong.append(value) }
        }
        #expect(wrong.isEmpty, "\(wrong.count) differ, first \(wrong.first ?? 0)")
    }

    @Test(arguments: [
        ("a", 1), ("é", 1), ("e\u{301}", 1), ("漢", 2), ("한", 2), ("ｶ", 1), ("Ａ", 2), ("😀", 2), ("🇩🇪", 2),
        ("\u{200B}", 0),
        ("─", 1), ("\u{7}", 1), ("", 0),
    ])
    func textTakesSoManyCells(_ text: String, _ cells: Int) {
        #expect(CharacterWidth.columns(text) == cells)
    }

    @Test func aLongTextEndsInAnEllipsis() {
        #expect(CharacterWidth.truncated("漢字漢字", columns: 5) == "漢字…")
        #expect(CharacterWidth.truncated("漢字", columns: 4) == "漢字")
        #expect(CharacterWidth.truncated("abc", columns: 0) == "")
    }
}
