import Screens
import Terminal

/// Clicks and drags by what stands under the pointer; the wheel zooms over the picture and scrubs elsewhere, or with Ctrl.
extension ExplorerState {
    mutating func take(_ event: MouseEvent) -> [Effect] {
        guard ExplorerLayout.fits(size) else { return [] }
        switch (mode, event.action) {
        case (.explore, _), (.pan, _), (.loupe, _): return takeInSession(event)
        case (.picker, .wheelUp), (.help, .wheelUp), (.palette, .wheelUp), (.runTo, .wheelUp),
            (.branches, .wheelUp):
            return perform(.up)
        case (.picker, .wheelDown), (.help, .wheelDown), (.palette, .wheelDown), (.runTo, .wheelDown),
            (.branches, .wheelDown):
            return perform(.down)
        case (.practice, .wheelUp): return perform(.cursorRight)
        case (.practice, .wheelDown): return perform(.cursorLeft)
        case (.practice, .press(.left)) where event.position.row < size.rows - 1:
            return pressInPractice(at: event.position)
        case (.picker(var picker), .press(.left)):
            let outcomes = picker.press(at: event.position, PickerLayout(self, picker))
            return take(outcomes, of: picker)
        case (.branches(let branches), .press(.left)) where event.position.row < size.rows - 1:
            return press(at: event.position, branches)
        case (.palette(let palette), .press(.left)):
            guard let match = PaletteLayout(sheet: layout.sheet).match(at: event.position, palette) else { return [] }
            overlays.removeLast()
            return perform(palette.matches[match])
        case (_, .press(.left)) where event.position.row == size.rows - 1:
            let bar = StatusBar<ExplorerCommand>(state: self, columns: size.columns)
            return bar.command(at: event.position.column).map { perform($0) } ?? []
        default: return []
        }
    }

    private mutating func takeInSession(_ event: MouseEvent) -> [Effect] {
        switch event.action {
        case .wheelUp:
            return wheel(1, event)
        case .wheelDown:
            return wheel(-1, event)
        case .press(.left):
            notice = nil
            // The bar has a key for it.
            if event.position.row < size.rows - 1 { playback = nil }
            return press(at: event.position)
        case .drag:
            if case .slider = view.drag { return scrub(toColumn: event.position.column) }
            view.move(to: event.position, geometry)
        case .release: view.drag = nil
        default: break
        }
        return []
    }

    private mutating func wheel(_ direction: Int, _ event: MouseEvent) -> [Effect] {
        guard !event.modifiers.contains(.control), let place = geometry?.place(at: event.position) else {
            return take(sequence.scrub(bySteps: direction))
        }
        view.viewport.zoom(by: direction, at: place)
        return []
    }

    private mutating func press(at place: Position) -> [Effect] {
        let layout = layout
        if let screen = ScreenTabs(screens: screens, front: .explore).screen(at: place, row: layout.header) {
            return [.screen(screen)]
        }
        if layout.track.contains(place) || layout.numbers.contains(place) {
            view.drag = .slider
            return scrub(toColumn: place.column)
        }
        if layout.filmstrip.contains(place) {
            let scale = layout.scale(lastStep: sequence.sliderSteps)
            return take(sequence.scrub(to: StepPosition(step: Int(scale.position(at: place.column).rounded()))))
        }
        if view.loupe != nil, layout.loupe.contains(place) { return [] }
        if layout.contentPanel.contains(place) {
            return openPicker(.content)
        }
        if layout.stylePanel.contains(place) {
            return openPicker(.style)
        }
        if layout.status.contains(place) {
            let bar = StatusBar<ExplorerCommand>(state: self, columns: size.columns)
            return bar.command(at: place.column).map { perform($0) } ?? []
        }
        if layout.picture.contains(place) { view.press(at: place, geometry) }
        return []
    }

    private mutating func scrub(toColumn column: Int) -> [Effect] {
        let scale = layout.scale(lastStep: sequence.sliderSteps)
        return take(sequence.scrub(to: StepPosition(nearest: scale.position(at: column))))
    }
}
