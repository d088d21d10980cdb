import Screens
import Terminal

extension ExplorerState {
    /// Clicks, drags and the wheel, by what stands under the pointer.
    mutating func handle(_ event: MouseEvent) -> [Effect] {
        guard ExplorerLayout.fits(size) else {
            return []
        }
        switch mode {
        case .explore, .pan:
            return handleInSession(event)
        case .picker(let picker):
            return handleInPicker(event, picker)
        case .help, .palette, .runTo:
            switch event.action {
            case .wheelUp: return perform(.up)
            case .wheelDown: return perform(.down)
            default: return []
            }
        case .export, .confirmation:
            return []
        }
    }

    private mutating func handleInSession(_ event: MouseEvent) -> [Effect] {
        switch event.action {
        case .wheelUp:
            return event.modifiers.contains(.control) ? perform(.zoomIn) : scrub(bySteps: 1)
        case .wheelDown:
            return event.modifiers.contains(.control) ? perform(.zoomOut) : scrub(bySteps: -1)
        case .press(.left):
            notice = nil
            return press(at: event.position)
        case .drag:
            return dragged(to: event.position)
        case .release:
            drag = nil
            return []
        default:
            return []
        }
    }

    private mutating func press(at place: Position) -> [Effect] {
        let layout = ExplorerLayout(size: size)
        if let screen = ScreenTabs(screens: screens, front: .explore).screen(at: place, row: layout.header) {
            return [.screen(screen)]
        }
        if layout.track.contains(place) || layout.numbers.contains(place) {
            drag = .slider
            return scrub(toColumn: place.column, layout: layout)
        }
        if layout.filmstrip.contains(place) {
            let scale = layout.scale(lastStep: sliderSteps)
            return scrub(to: StepPosition(step: Int(scale.position(at: place.column).rounded())))
        }
        if layout.contentPanel.contains(place) {
            return openPicker(.content)
        }
        if layout.stylePanel.contains(place) {
            return openPicker(.style)
        }
        if layout.status.contains(place) {
            let bar = StatusBar<Command>(state: self, columns: size.columns)
            return bar.command(at: place.column).map { perform($0) } ?? []
        }
        guard layout.picture.contains(place) else {
            return []
        }
        if let column = dividerColumn(layout), abs(column - place.column) <= 1 {
            drag = .divider
        } else if !viewport.isWhole {
            drag = .frame(place)
        } else if split != nil {
            drag = .divider
            return dragged(to: place)
        }
        return []
    }

    private mutating func dragged(to place: Position) -> [Effect] {
        let layout = ExplorerLayout(size: size)
        switch drag {
        case nil:
            return []
        case .slider:
            return scrub(toColumn: place.column, layout: layout)
        case .divider:
            if let geometry = geometry(layout) {
                let fraction = Double(place.column - geometry.cells.column) / Double(geometry.cells.columns)
                split = min(max(fraction, 0), 1)
            }
            return []
        case .frame(let last):
            if let geometry = geometry(layout) {
                let perColumn = Double(geometry.source.width) / Double(geometry.cells.columns)
                let perRow = Double(geometry.source.height) / Double(geometry.cells.rows)
                let bitmap = shownBitmap
                viewport.pan(
                    x: Double(last.column - place.column) * perColumn / Double(bitmap?.width ?? 1),
                    y: Double(last.row - place.row) * perRow / Double(bitmap?.height ?? 1))
            }
            drag = .frame(place)
            return []
        }
    }

    private mutating func scrub(toColumn column: Int, layout: ExplorerLayout) -> [Effect] {
        scrub(to: StepPosition(nearest: layout.scale(lastStep: sliderSteps).position(at: column)))
    }

    private func geometry(_ layout: ExplorerLayout) -> PictureGeometry? {
        shownBitmap.map {
            PictureGeometry($0, area: layout.picture, surface: surface, viewport: viewport)
        }
    }

    private func dividerColumn(_ layout: ExplorerLayout) -> Int? {
        split.flatMap { fraction in geometry(layout)?.dividerColumn(at: fraction) }
    }

    private mutating func handleInPicker(_ event: MouseEvent, _ picker: PickerState) -> [Effect] {
        let layout = PickerLayout(size: size)
        switch event.action {
        case .wheelUp:
            return perform(.up)
        case .wheelDown:
            return perform(.down)
        case .press(.left):
            if let place = layout.place(at: event.position) {
                return show(place, in: picker)
            }
            guard let index = layout.entryIndex(at: event.position, picker: picker) else {
                return []
            }
            if index == picker.selection {
                return perform(.accept)
            }
            var changed = picker
            changed.selection = index
            let effects = changed.refreshPreview()
            self.picker = changed
            return effects
        default:
            return []
        }
    }
}

/// What the mouse holds while its button is down.
enum DragTarget: Equatable, Sendable {
    case slider
    case divider
    /// The zoomed frame, last seen at this cell.
    case frame(Position)
}
