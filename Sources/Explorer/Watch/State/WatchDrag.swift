/// A drag with the mouse over a chart.
enum WatchDrag: Equatable, Sendable {
    /// The value cursor follows the pointer.
    case cursor
    /// The view follows the pointer: the window and the pointer's column at the beginning.
    case pan(window: ClosedRange<Double>, column: Int)
}
