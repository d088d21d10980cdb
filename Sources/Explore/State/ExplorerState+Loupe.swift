import Screens
import Terminal

/// The loupe: the arrows and the mouse move it.
extension ExplorerState {
    mutating func toggleLoupe() {
        guard view.loupe == nil else {
            closeLoupe()
            return
        }
        guard shownBitmap != nil, surface.showsImages else {
            notice = .information("There is no picture to look at through the loupe.")
            return
        }
        view.panels = .all
        if view.contrast == .twoUp { view.contrast = nil }
        view.loupe = Loupe()
        overlays.append(.loupe)
    }

    mutating func closeLoupe() {
        view.loupe = nil
        if case .loupe = mode { overlays.removeLast() }
    }

    /// Carries out what concerns the loupe while it has the arrows.
    ///
    /// - Returns: whether the command was one of those.
    mutating func moveLoupe(_ command: ExplorerCommand) -> Bool {
        guard case .loupe = mode, var loupe = view.loupe, let shownBitmap else { return false }
        func move(_ right: Double, _ down: Double) {
            loupe.move(right: right, down: down, in: shownBitmap, area: layout.loupeGlass, cell: surface.cell)
        }
        switch command {
        case .panLeft: move(-1, 0)
        case .panRight: move(1, 0)
        case .panUp: move(0, -1)
        case .panDown: move(0, 1)
        case .zoomIn: loupe.zoom(by: 1)
        case .zoomOut: loupe.zoom(by: -1)
        default: return false
        }
        view.loupe = loupe
        return true
    }
}
