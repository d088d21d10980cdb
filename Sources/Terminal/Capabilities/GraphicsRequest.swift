/// What the user asked for with `--graphics`.
package enum GraphicsRequest: String, Sendable, Hashable, CaseIterable {
    /// The best that the terminal says it can.
    case auto
    /// Sixel graphics, whatever the terminal says.
    case sixel
    /// Half blocks.
    case blocks
    /// No pictures.
    case none
}
