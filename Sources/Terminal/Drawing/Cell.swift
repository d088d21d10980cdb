/// One character cell.
public struct Cell: Sendable, Hashable {
    /// One grapheme; empty in the second cell of a grapheme that is two cells wide.
    public var text: String
    /// How it looks.
    public var style: TextStyle

    /// A cell that shows `text`, a single grapheme.
    public init(text: String = " ", style: TextStyle = .standard) {
        self.text = text
        self.style = style
    }

    /// A blank in the terminal's own colours.
    public static let blank = Cell()
}
