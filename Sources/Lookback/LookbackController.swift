import Screens
import Terminal

/// The shell around `LookbackState`: feeds it events, has its effects carried out, encodes its frames ahead.
package final class LookbackController: ScreenController {
    private let display: any Display
    private let mailbox: Mailbox<LookbackEvent>
    private let runner: LookbackEffectRunner
    private let feed: CheckpointFeed
    private var wanted: RunPlace?
    private let pair: () -> (content: String?, style: String?)
    private(set) var state = LookbackState()
    private var isFollowing = false
    private var formerPair: [String?] = [nil, nil]
    private var preparedFor: Preparation?

    private struct Preparation: Equatable {
        let key: StripKey?
        let step: Int
        let size: Size
    }

    package let route = ScreenRoute.lookback

    /// - Parameters:
    ///   - display: where frames go; its `wake` brings what the workers report.
    ///   - directories: folders whose runs can be looked at.
    ///   - samples: the folder of sample pictures; nil where there is none.
    ///   - screens: all that Tab goes through.
    ///   - pair: paths of the pictures open in the explorer.
    package init(
        display: any Display, directories: [String], samples: String?, screens: [ScreenRoute] = [.lookback],
        pair: @escaping () -> (content: String?, style: String?) = { (nil, nil) }
    ) {
        self.display = display
        self.pair = pair
        let mailbox = Mailbox<LookbackEvent> { display.wake() }
        self.mailbox = mailbox
        runner = LookbackEffectRunner { mailbox.post($0) }
        feed = CheckpointFeed(directories: directories) { mailbox.post($0) }
        state.size = display.size
        state.screens = screens
        state.surface = Surface(display.capabilities)
        if let samples {
            let pictures = LookbackEffectRunner.pictures(in: samples, limit: 100)
            _ = dispatch(
                .pictures(
                    contents: pictures.filter { PathText.lastComponent($0).hasPrefix("content") },
                    styles: pictures.filter { PathText.lastComponent($0).hasPrefix("style") }, replaces: false))
        }
    }

    package func open(_ run: RunPlace) { wanted = run }

    package func activate(size: Size) {
        if !isFollowing {
            isFollowing = true
            feed.start()
        }
        let pair = pair()
        if [pair.content, pair.style] != formerPair {
            formerPair = [pair.content, pair.style]
            _ = dispatch(
                .pictures(
                    contents: pair.content.map { [$0] } ?? [], styles: pair.style.map { [$0] } ?? [], replaces: true))
        }
        if let wanted {
            self.wanted = nil
            feed.follow(wanted.folder)
            _ = dispatch(.wish(folder: wanted.folder, update: wanted.update))
        }
        _ = dispatch(.input(.resize(size)))
    }

    package func handle(_ event: InputEvent) -> ScreenRequest? {
        if case .resize = event { _ = dispatch(.surface(Surface(display.capabilities))) }
        return dispatch(.input(event))
    }

    package func receive() -> ScreenRequest? {
        for event in mailbox.drain() {
            if let request = dispatch(event) { return request }
            // What one key leads to; all else would only hold up the encoding of what is shown.
            if case .frame(let key, let step, let bitmap) = event,
                key == state.checkpoint.flatMap(state.key) || step == state.step
            {
                prepare(bitmap)
            }
        }
        return nil
    }

    package func frame(size: Size) -> Frame { LookbackView.frame(state) }

    package var wantsRest: Bool { preparation != preparedFor && state.surface.showsImages && state.drag == nil }

    /// Encodes the frames that one key leads to.
    package func rest() {
        guard wantsRest else { return }
        preparedFor = preparation
        guard let place = state.place else { return }
        let around = [place, place + 1, place - 1].filter { state.checkpoints.indices.contains($0) }
        for place in around {
            guard let frames = state.key(state.checkpoints[place]).flatMap({ state.strips[$0] })?.frames else {
                continue
            }
            let steps = frames.keys.filter { place == around[0] || abs($0 - state.step) <= 1 }
            for step in steps.sorted(by: { abs($0 - state.step) < abs($1 - state.step) }) {
                if let bitmap = frames[step] { prepare(bitmap) }
            }
        }
    }

    package func stop() {
        feed.stop()
        runner.stop()
    }

    private var preparation: Preparation {
        Preparation(key: state.checkpoint.flatMap(state.key), step: state.step, size: state.size)
    }

    private func prepare(_ bitmap: Bitmap) {
        guard LookbackLayout.fits(state.size), state.surface.showsImages else { return }
        display.prepare(LookbackView.placement(bitmap, layout: LookbackLayout(state)))
    }

    private func dispatch(_ event: LookbackEvent) -> ScreenRequest? {
        var request: ScreenRequest?
        for effect in state.reduce(event) {
            switch effect {
            case .nextScreen: request = .nextScreen
            case .screen(let route): request = .screen(route)
            case .quit: request = .quit
            default: runner.run(effect)
            }
        }
        return request
    }
}

extension ScreenRoute {
    /// What the weights that a training kept make of a pair.
    package static let lookback = ScreenRoute("Look back")
}
