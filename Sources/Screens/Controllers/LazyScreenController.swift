import Terminal

/// A screen that is made when it first comes to the front, so that the program starts without waiting for it.
package final class LazyScreenController: ScreenController {
    private let make: () -> any ScreenController
    private var screen: (any ScreenController)?

    package let route: ScreenRoute

    /// - Parameter make: makes the screen; called once, on the UI thread.
    package init(_ route: ScreenRoute, make: @escaping () -> any ScreenController) {
        self.route = route
        self.make = make
    }

    package func open(_ run: RunPlace) { made().open(run) }
    package func activate(size: Size) { made().activate(size: size) }

    private func made() -> any ScreenController {
        let screen = screen ?? make()
        self.screen = screen
        return screen
    }

    package func handle(_ event: InputEvent) -> ScreenRequest? { screen?.handle(event) }
    package func receive() -> ScreenRequest? { screen?.receive() }
    package func frame(size: Size) -> Frame { screen?.frame(size: size) ?? Frame(size: size) }
    package func rest() { screen?.rest() }
    package var wantsRest: Bool { screen?.wantsRest ?? false }
    package func stop() { screen?.stop() }
}
