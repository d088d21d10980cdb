/// A way to show pictures in a terminal.
public enum GraphicsProtocol: String, Sendable, Hashable, CaseIterable {
    /// DEC sixel graphics: real pixels.
    case sixel
    /// Half blocks: two coloured pixels in each cell.
    case blocks
    /// No pictures; their places stay empty.
    case none
}
