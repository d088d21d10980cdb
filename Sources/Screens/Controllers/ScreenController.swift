import Terminal

/// One of the program's screens, as the application drives it: the shell around a pure state.
///
/// All calls come from the UI thread and none of them may wait: work goes to other threads, and what they find out is
/// picked up by `receive` after a `Display.wake`.
package protocol ScreenController: AnyObject {
    /// Its name among the screens.
    var route: ScreenRoute { get }
    /// Another screen wants this run to be shown here; `activate` follows.
    func open(_ run: RunPlace)
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

extension ScreenController {
    /// A screen that shows no runs stays as it is.
    package func open(_ run: RunPlace) {}
}

/// What a screen asks of the application.
package enum ScreenRequest: Equatable, Sendable {
    case nextScreen
    /// A certain screen; nothing happens where the program has none of that name.
    case screen(ScreenRoute)
    case quit
}

/// A screen by its name, and what it is to show. A value that the application resolves, so that screens need not know each other.
package struct ScreenRoute: Hashable, Sendable {
    /// Its name in the header.
    package let title: String
    /// The run to show there; nil for what it showed before.
    package var run: RunPlace?

    package init(_ title: String, run: RunPlace? = nil) { (self.title, self.run) = (title, run) }

    /// Whether both lead to the same screen, whatever it is to show.
    package func isSameScreen(as other: ScreenRoute) -> Bool { title == other.title }
}

/// A place in a training.
package struct RunPlace: Hashable, Sendable {
    /// The run folder, resolved.
    package let folder: String
    /// The update near which to look; nil for the newest.
    package let update: Int?

    package init(folder: String, update: Int?) { (self.folder, self.update) = (folder, update) }
}
