import Terminal

/// One of the program's screens, as the application drives it: the shell around a pure state.
///
/// All calls come from the UI thread and none of them may wait: work goes to other threads, and what they find out is
/// picked up by `receive` after a `Display.wake`.
protocol ScreenController: AnyObject {
    /// Its place among the screens.
    var route: ScreenRoute { get }
    /// The screen comes to the front, on a terminal of this size.
    func activate(size: Size)
    /// A person did something while the screen is in front.
    func handle(_ event: InputEvent) -> ScreenRequest?
    /// Takes in what the screen's workers have reported; also called while another screen is in front.
    func receive() -> ScreenRequest?
    /// Draws the screen.
    func frame(size: Size) -> Frame
    /// A moment without events, for work that can wait, such as encoding pictures ahead.
    func rest()
    /// Whether `rest` has something to do.
    var wantsRest: Bool { get }
    /// The program ends.
    func stop()
}

/// What a screen asks of the application.
enum ScreenRequest: Equatable, Sendable {
    case nextScreen
    /// A certain screen; nothing happens where the program has none of that name.
    case screen(ScreenRoute)
    case quit
}
