import Terminal

/// The event loop over the screens: waits for input or a worker's report, lets the screen in front react to all that
/// has come, and draws once.
package final class ScreenHost {
    /// Quiet time after which a screen may encode ahead, ms.
    private static let restDelay = 120
    /// Time for which events that wait are taken before a frame is drawn in between: drawing after every few would keep a paste of
    /// many keys busy for long, and drawing after all would freeze the picture.
    private static let burst = Duration.milliseconds(250)

    private let display: any Display
    private let controllers: [any ScreenController]
    private var front = 0

    /// - Parameter controllers: in the order that Tab goes through; the first comes to the front.
    package init(display: any Display, controllers: [any ScreenController]) {
        precondition(!controllers.isEmpty, "an application needs a screen")
        self.display = display
        self.controllers = controllers
    }

    private var controller: any ScreenController { controllers[front] }

    /// Runs until a screen asks to quit.
    package func run() {
        defer { controllers.forEach { $0.stop() } }
        controller.activate(size: display.size)
        while true {
            display.present(controller.frame(size: display.size))
            guard turn() else {
                return
            }
        }
    }

    /// Waits for something to happen and lets the screens take it in; false to quit.
    private func turn() -> Bool {
        var timeout = controller.wantsRest ? Self.restDelay : nil
        let end = ContinuousClock.now + Self.burst
        repeat {
            guard let event = display.nextEvent(timeoutMilliseconds: timeout) else {
                if timeout != 0 {
                    controller.rest()
                }
                return true
            }
            timeout = 0
            guard take(event) else {
                return false
            }
        } while ContinuousClock.now < end
        return true
    }

    private func take(_ event: InputEvent) -> Bool {
        if case .wake = event {
            return controllers.allSatisfy { answer($0.receive()) }
        }
        return answer(controller.handle(event))
    }

    private func show(_ place: Int) {
        front = place
        controller.activate(size: display.size)
    }

    private func answer(_ request: ScreenRequest?) -> Bool {
        switch request {
        case nil:
            return true
        case .quit:
            return false
        case .nextScreen:
            show((front + 1) % controllers.count)
            return true
        case .screen(let route):
            if let place = controllers.firstIndex(where: { $0.route.isSameScreen(as: route) }) {
                if let run = route.run { controllers[place].open(run) }
                show(place)
            }
            return true
        }
    }
}
