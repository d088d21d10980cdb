/// One character cell.
package struct Cell: Sendable, Hashable {
    /// One grapheme; empty in the second cell of a grapheme that is two cells wide.
    package var text: String
    /// How it looks.
    package var style: TextStyle

    /// A cell that shows `text`, a single grapheme.
    package init(text: String = " ", style: TextStyle = .standard) {
        self.text = text
        self.style = style
    }

    /// A blank in the terminal's own colours.
    package static let blank = Cell()
}
