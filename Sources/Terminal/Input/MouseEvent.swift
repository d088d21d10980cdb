/// What the mouse did, and where.
public struct MouseEvent: Sendable, Hashable {
    /// A mouse button.
    public enum Button: Sendable, Hashable {
        /// The three buttons.
        case left, middle, right
    }

    /// What happened.
    public enum Action: Sendable, Hashable {
        /// A button went down.
        case press(Button)
        /// A button came up.
        case release(Button)
        /// The mouse moved into another cell (or pixel, where the terminal tells them) with a button held.
        case drag(Button)
        /// The wheel turned one notch.
        case wheelUp, wheelDown, wheelLeft, wheelRight
    }

    /// What happened.
    public var action: Action
    /// The cell under the pointer.
    public var position: Position
    /// The pointer in the terminal's pixels from the upper left, where the terminal tells them.
    public var pixel: PixelPosition?
    /// The keys held.
    public var modifiers: Modifiers

    /// A pixel of the terminal's window.
    public struct PixelPosition: Sendable, Hashable {
        /// Pixels from the left, from 0.
        public var x: Int
        /// Pixels from the top, from 0.
        public var y: Int

        /// The pixel in column `x` of line `y`.
        public init(x: Int, y: Int) {
            self.x = x
            self.y = y
        }
    }

    /// An event at a cell.
    public init(_ action: Action, at position: Position, pixel: PixelPosition? = nil, modifiers: Modifiers = []) {
        self.action = action
        self.position = position
        self.pixel = pixel
        self.modifiers = modifiers
    }
}
