import Screens
import Terminal

/// The shell around `WatchState`: feeds it events and has its effects carried out.
package final class WatchController: ScreenController {
    private let display: any Display
    private let mailbox: Mailbox<WatchEvent>
    private let runner: WatchEffectRunner
    private let feed: RunFeed
    private let lookback: ScreenRoute?
    private var state: WatchState
    private var isFollowing = false

    package let route = ScreenRoute.watch

    /// - Parameters:
    ///   - display: where frames go; its `wake` brings what the workers found.
    ///   - directories: folders whose runs are shown.
    ///   - filter: as `WatchFilter` takes it.
    ///   - smoothing: share of the past in smoothed curves, 0 to below 1.
    ///   - program: the executable whose verb `train` starts runs.
    ///   - screens: all that Tab goes through.
    ///   - lookback: the screen that shows what a run's kept weights make; nil where the program has none.
    package init(
        display: any Display, directories: [String], filter: String = "", smoothing: Double = 0.6,
        program: String = TrainerLauncher.ownProgram, lookback: ScreenRoute? = nil, screens: [ScreenRoute] = [.watch]
    ) {
        self.lookback = lookback
        self.display = display
        let mailbox = Mailbox<WatchEvent> { display.wake() }
        self.mailbox = mailbox
        runner = WatchEffectRunner(directories: directories, program: program) { mailbox.post($0) }
        feed = RunFeed(directories: directories) { mailbox.post($0) }
        state = WatchState(filter: filter, smoothing: smoothing)
        state.size = display.size
        state.screens = screens
        state.surface = Surface(display.capabilities)
    }

    /// Runs are looked for once the screen is seen for the first time.
    package func activate(size: Size) {
        if !isFollowing {
            isFollowing = true
            feed.start()
        }
        _ = dispatch(.input(.resize(size)))
    }

    package func handle(_ event: InputEvent) -> ScreenRequest? {
        dispatch(.input(event))
    }

    package func receive() -> ScreenRequest? {
        for event in mailbox.drain() {
            if case .trainingStarted(let folder, _) = event { feed.follow(folder) }
            if let request = dispatch(event) { return request }
        }
        return nil
    }

    package func frame(size: Size) -> Frame {
        WatchView.frame(state)
    }

    package var wantsRest: Bool { false }
    package func rest() {}

    package func stop() {
        feed.stop()
        runner.stop()
    }

    private func dispatch(_ event: WatchEvent) -> ScreenRequest? {
        var request: ScreenRequest?
        for effect in state.reduce(event) {
            switch effect {
            case .nextScreen: request = .nextScreen
            case .screen(let route): request = .screen(route)
            case .lookBack(let folder, let update):
                request = lookback.map { .screen(ScreenRoute($0.title, run: RunPlace(folder: folder, update: update))) }
            case .quit: request = .quit
            default: runner.run(effect)
            }
        }
        return request
    }
}

extension ScreenRoute {
    /// The training dashboard.
    package static let watch = ScreenRoute("Watch")
}
