/// How a cell's text looks.
public struct TextStyle: Sendable, Hashable {
    /// Colour of the glyph.
    public var foreground: Color
    /// Colour behind the glyph.
    public var background: Color
    /// Heavier or brighter text.
    public var bold: Bool
    /// Fainter text.
    public var dim: Bool
    /// A line under the text.
    public var underlined: Bool
    /// Foreground and background exchanged.
    public var reversed: Bool

    /// A style; everything left out is the terminal's own.
    public init(
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
    public static let standard = TextStyle()
    /// Bold text in the terminal's own colours.
    public static let bold = TextStyle(bold: true)
    /// Faint text in the terminal's own colours.
    public static let dim = TextStyle(dim: true)
    /// The terminal's own colours exchanged.
    public static let reversed = TextStyle(reversed: true)
}
