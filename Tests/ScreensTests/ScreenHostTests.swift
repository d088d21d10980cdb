import Terminal
import Testing

@testable import Explore
@testable import Lookback
@testable import Screens
@testable import Watch

@Suite struct ScreenHostTests {
    @Test func tabGoesThroughTheScreensAndBack() {
        let display = RecordingDisplay(
            size: Size(columns: 80, rows: 24),
            events: [.key(.tab), .key(.tab), .wake, .key(.character("q"))])
        let screens = [FakeScreen(.explore), FakeScreen(.watch)]
        ScreenHost(display: display, controllers: screens).run()
        #expect(screens.map(\.activations) == [2, 1])
        #expect(screens.map(\.keys) == [2, 1])
        #expect(screens.allSatisfy { $0.receipts == 1 && $0.isStopped })
    }

    /// A paste into a terminal that does not mark pastes.
    @Test func keysThatWaitAreTakenTogetherAndDrawnOnce() {
        let keys = [InputEvent](repeating: .key(.tab), count: 3000)
        let display = RecordingDisplay(size: Size(columns: 80, rows: 24), events: keys + [.key(.character("q"))])
        let screen = FakeScreen(.explore)
        ScreenHost(display: display, controllers: [screen]).run()
        #expect(screen.keys == 3001)
        // The one before any key, and those that a slow machine draws on the way.
        #expect(display.frames.count < 10)
    }

    @Test func aScreenIsMadeWhenItFirstComesToTheFront() {
        var made = 0
        let inner = FakeScreen(.watch)
        let lazy = LazyScreenController(.watch) {
            made += 1
            return inner
        }
        #expect(lazy.receive() == nil && lazy.handle(.key(.tab)) == nil && made == 0)
        lazy.activate(size: Size(columns: 80, rows: 24))
        lazy.activate(size: Size(columns: 80, rows: 24))
        #expect(made == 1 && inner.activations == 2)
        #expect(lazy.handle(.key(.tab)) == .nextScreen)
        lazy.stop()
        #expect(inner.isStopped)
    }

    @Test func aRouteBringsItsScreenToTheFrontWithTheRunItIsToShow() {
        let display = RecordingDisplay(
            size: Size(columns: 80, rows: 24),
            events: [.key(.character("t")), .key(.tab), .key(.character("t")), .key(.character("q"))])
        let (watch, lookback) = (FakeScreen(.watch), FakeScreen(.lookback))
        let run = RunPlace(folder: "/runs/a", update: 200)
        watch.answer = .screen(ScreenRoute(ScreenRoute.lookback.title, run: run))
        var made = 0
        let lazy = LazyScreenController(.lookback) {
            made += 1
            return lookback
        }
        // Tab, pressed in the screen that was brought to the front, goes back to the first, whose key leads here again.
        ScreenHost(display: display, controllers: [watch, lazy]).run()
        #expect(made == 1 && lookback.runs == [run, run] && lookback.activations == 2)
        #expect(watch.activations == 2 && watch.runs.isEmpty)
    }

    @Test func aRouteToAScreenThatIsNotThereLeadsNowhere() {
        let display = RecordingDisplay(size: Size(columns: 80, rows: 24), events: [.key(.character("t")), .wake])
        let watch = FakeScreen(.watch)
        watch.answer = .screen(.lookback)
        watch.quitsOnWake = true
        ScreenHost(display: display, controllers: [watch]).run()
        #expect(watch.activations == 1 && watch.receipts == 1)
    }

    private final class FakeScreen: ScreenController {
        let route: ScreenRoute
        var activations = 0
        var runs: [RunPlace] = []
        var answer = ScreenRequest.quit
        var keys = 0
        var receipts = 0
        var isStopped = false
        let wantsRest = false
        var quitsOnWake = false

        init(_ route: ScreenRoute) { self.route = route }

        func open(_ run: RunPlace) { runs.append(run) }
        func activate(size: Size) { activations += 1 }
        func handle(_ event: InputEvent) -> ScreenRequest? {
            keys += 1
            return event == .key(.tab) ? .nextScreen : answer
        }
        func receive() -> ScreenRequest? {
            receipts += 1
            return quitsOnWake ? .quit : nil
        }
        func frame(size: Size) -> Frame { Frame(size: size) }
        func rest() {}
        func stop() { isStopped = true }
    }
}
