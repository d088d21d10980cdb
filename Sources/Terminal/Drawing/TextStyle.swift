/// How a cell's text looks.
package struct TextStyle: Sendable, Hashable {
    /// Colour of the glyph.
    package var foreground: Color
    /// Colour behind the glyph.
    package var background: Color
    /// Heavier or brighter text.
    package var bold: Bool
    /// Fainter text.
    package var dim: Bool
    /// A line under the text.
    package var underlined: Bool
    /// Foreground and background exchanged.
    package var reversed: Bool

    /// A style; everything left out is the terminal's own.
    package init(
        foreground: Color = .standard, background: Color = .standard, bold: Bool = false, dim: Bool = false,
        underlined: Bool = false, reversed: Bool = false
    ) {
        self.foreground = foreground
        self.background = background
        self.bold = bold
        self.dim = dim
        self.underlined = underlined
        self.reversed = reversed
    }

    /// The terminal's own colours without any attribute.
    package static let standard = TextStyle()
    /// Bold text in the terminal's own colours.
    package static let bold = TextStyle(bold: true)
    /// Faint text in the terminal's own colours.
    package static let dim = TextStyle(dim: true)
    /// The terminal's own colours exchanged.
    package static let reversed = TextStyle(reversed: true)
}
