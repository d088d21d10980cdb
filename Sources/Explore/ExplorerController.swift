import Engine
import Files
import Screens
import Terminal

/// The shell around `ExplorerState`: feeds it events, has its effects carried out, encodes its frames ahead.
package final class ExplorerController: ScreenController {
    private let display: any Display
    private let mailbox: Mailbox<ExplorerEvent>
    private let runner: EffectRunner
    /// Whether no picture was ever opened here.
    private let isFirstRun: Bool
    private let hasGallery: Bool
    private(set) var state: ExplorerState
    /// What the frames of the branch were last encoded for.
    private var preparedFor: Preparation?

    private struct Preparation: Equatable {
        let path: [FrameID]
        let size: Size
        let viewport: Viewport
        let picture: Rect?
        let palette: Bitmap?
        let surface: Surface
    }

    package let route = ScreenRoute.explore

    /// Paths of the pictures that are open.
    package var pair: (content: String?, style: String?) {
        (state.pair.content.picture?.path, state.pair.style.picture?.path)
    }

    /// - Parameters:
    ///   - display: where frames go; its `wake` brings the workers' reports.
    ///   - places: folders that the program knows.
    ///   - screens: all that Tab goes through, for the header.
    ///   - precision: what steps multiply in.
    package init(
        display: any Display, places: Places, screens: [ScreenRoute] = [.explore], precision: Precision = .float32
    ) {
        self.display = display
        hasGallery = places.gallery != nil
        isFirstRun = places.recent.paths().isEmpty && places.lastSession == nil
        let mailbox = Mailbox<ExplorerEvent> { display.wake() }
        self.mailbox = mailbox
        runner = EffectRunner(places: places, precision: precision) { mailbox.post($0) }
        state = ExplorerState(workingFolder: places.working, homeFolder: places.home)
        state.size = display.size
        state.screens = screens
    }

    /// Takes over what a person has set.
    package func take(_ preferences: ExplorerPreferences) {
        state.keys = preferences.keys
        if let folder = preferences.exportFolder { state.exportFolder = state.resolved(folder) }
        state.exportFormat = preferences.exportFormat
        state.recipesHavePaths = preferences.recipePaths
    }

    /// Begins with what the command line named: absolute paths; nil weights for the program's own.
    package func open(content: String?, style: String?, weights: String?) {
        _ = dispatch(.surface(Surface(display.capabilities)))
        _ = carryOut(state.start(content: content, style: style, weights: weights))
        if content == nil, style == nil, isFirstRun {
            if state.surface.showsPixels, hasGallery {
                state.pickerIsGrid = true
                _ = carryOut(state.openPicker(.content, at: .gallery))
            }
            state.notice = .information(
                "Welcome: c chooses a photograph, s a picture whose style it takes (Tab there: samples), ? tells every key."
            )
        }
    }

    package func activate(size: Size) {
        _ = dispatch(.input(.resize(size)))
    }

    package func handle(_ event: InputEvent) -> ScreenRequest? {
        if case .resize = event {
            // The font, and with it the shape of a cell, may have changed too.
            _ = dispatch(.surface(Surface(display.capabilities)))
        }
        return dispatch(.input(event))
    }

    package func receive() -> ScreenRequest? {
        for event in mailbox.drain() {
            if let request = dispatch(event) {
                return request
            }
            if case .sequence(.stepped(let frame, _)) = event {
                prepare([frame])
            }
        }
        return nil
    }

    package func frame(size: Size) -> Frame {
        ExplorerView.frame(state, size: size)
    }

    package var wantsRest: Bool {
        preparedFor != preparation && state.surface.showsImages && state.view.drag == nil
    }

    /// Encodes every frame of the branch for the place and the zoom of now, the nearest ones first.
    package func rest() {
        guard wantsRest else {
            return
        }
        preparedFor = preparation
        let here = state.sequence.position.nearestStep
        prepare(state.sequence.history.frames.sorted { abs($0.step - here) < abs($1.step - here) })
    }

    package func stop() {
        runner.stop()
    }

    private var preparation: Preparation {
        Preparation(
            path: state.sequence.history.path, size: state.size, viewport: state.view.viewport,
            picture: state.pictureArea, palette: state.sequence.palette.bitmap, surface: state.surface)
    }

    private func prepare(_ frames: [FrameNode]) {
        guard ExplorerLayout.fits(state.size), state.surface.showsImages, state.view.split == nil,
            state.view.contrast == nil
        else {
            return
        }
        let layout = state.layout
        for frame in frames {
            display.prepare(SessionView.placement(frame.bitmap, state: state, layout: layout))
        }
    }

    private func dispatch(_ event: ExplorerEvent) -> ScreenRequest? {
        carryOut(state.reduce(event))
    }

    private func carryOut(_ effects: [Effect]) -> ScreenRequest? {
        var request: ScreenRequest?
        for effect in effects {
            switch effect {
            case .nextScreen: request = .nextScreen
            case .screen(let route): request = .screen(route)
            case .quit: request = .quit
            case .copy(let text): display.copy(text.systemBytes)
            default: runner.run(effect)
            }
        }
        return request
    }
}

extension ScreenRoute {
    /// Stepping and scrubbing a sequence.
    package static let explore = ScreenRoute("Explore")
}
