/// A colour of text or its background.
package enum Color: Sendable, Hashable {
    /// The terminal's own foreground or background.
    case standard
    /// An entry of the terminal's palette: 0–7 plain, 8–15 bright, 16–231 a 6×6×6 cube, 232–255 greys.
    case indexed(UInt8)
    /// sRGB, 0–255 each; shown as the nearest palette entry where the terminal has no direct colour.
    case rgb(UInt8, UInt8, UInt8)

    /// Palette entry 0.
    package static let black = Color.indexed(0)
    /// Palette entry 1.
    package static let red = Color.indexed(1)
    /// Palette entry 2.
    package static let green = Color.indexed(2)
    /// Palette entry 3.
    package static let yellow = Color.indexed(3)
    /// Palette entry 4.
    package static let blue = Color.indexed(4)
    /// Palette entry 5.
    package static let magenta = Color.indexed(5)
    /// Palette entry 6.
    package static let cyan = Color.indexed(6)
    /// Palette entry 7.
    package static let white = Color.indexed(7)
}
