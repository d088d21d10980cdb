/// What the user asked for with `--graphics`.
package enum GraphicsRequest: String, Sendable, Hashable, CaseIterable {
    /// The best that the terminal says it can.
    case auto
    /// Kitty's graphics protocol, whatever the terminal says.
    case kitty
    /// iTerm2's inline pictures, whatever the terminal says.
    case iterm
    /// Sixel graphics, whatever the terminal says.
    case sixel
    /// Coloured block characters, those that the terminal draws exactly.
    case blocks
    /// Half blocks and quadrants, whatever the terminal says.
    case quadrants
    /// Half blocks, quadrants and sextants, whatever the terminal says.
    case sextants
    /// No pictures.
    case none
}
