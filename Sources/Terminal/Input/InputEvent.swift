/// What reaches an application from its terminal.
package enum InputEvent: Sendable, Hashable {
    /// A key was pressed.
    case key(Key)
    /// The mouse was used.
    case mouse(MouseEvent)
    /// Text was pasted, line breaks included, control characters not.
    case paste(String)
    /// The window has another size; the next frame must have it.
    case resize(Size)
    /// The program was stopped and continues (Ctrl-Z, `fg`); everything must be drawn again.
    case resumed
    /// `Display.wake` was called, or a picture that was missing is now encoded: present again.
    case wake
}
