/// What the mouse did, and where.
package struct MouseEvent: Sendable, Hashable {
    /// A mouse button.
    package enum Button: Sendable, Hashable {
        /// The three buttons.
        case left, middle, right
    }

    /// What happened.
    package enum Action: Sendable, Hashable {
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
    package var action: Action
    /// The cell under the pointer.
    package var position: Position
    /// The pointer in the terminal's pixels from the upper left, where the terminal tells them.
    package var pixel: PixelPosition?
    /// The keys held.
    package var modifiers: Modifiers

    /// A pixel of the terminal's window.
    package struct PixelPosition: Sendable, Hashable {
        /// Pixels from the left, from 0.
        package var x: Int
        /// Pixels from the top, from 0.
        package var y: Int

        /// The pixel in column `x` of line `y`.
        package init(x: Int, y: Int) {
            self.x = x
            self.y = y
        }
    }

    /// An event at a cell.
    package init(_ action: Action, at position: Position, pixel: PixelPosition? = nil, modifiers: Modifiers = []) {
        self.action = action
        self.position = position
        self.pixel = pixel
        self.modifiers = modifiers
    }
}
