import Terminal

/// A screen that is made when it first comes to the front, so that the program starts without waiting for it.
final class LazyScreenController: ScreenController {
    private let make: () -> any ScreenController
    private var screen: (any ScreenController)?

    let route: ScreenRoute

    /// - Parameter make: makes the screen; called once, on the UI thread.
    init(_ route: ScreenRoute, make: @escaping () -> any ScreenController) {
        self.route = route
        self.make = make
    }

    func activate(size: Size) {
        let screen = screen ?? make()
        self.screen = screen
        screen.activate(size: size)
    }

    func handle(_ event: InputEvent) -> ScreenRequest? { screen?.handle(event) }
    func receive() -> ScreenRequest? { screen?.receive() }
    func frame(size: Size) -> Frame { screen?.frame(size: size) ?? Frame(size: size) }
    func rest() { screen?.rest() }
    var wantsRest: Bool { screen?.wantsRest ?? false }
    func stop() { screen?.stop() }
}
