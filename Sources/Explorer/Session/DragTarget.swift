import Terminal

/// What the mouse holds while its button is down.
enum DragTarget: Equatable, Sendable {
    case slider
    case divider
    /// The zoomed frame, last seen at this cell.
    case frame(Position)
}
