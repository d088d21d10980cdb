import Screens
import Terminal

extension WatchState {
    mutating func reduce(_ event: MouseEvent) -> [WatchEffect] {
        if case .help = mode {
            if event.action == .wheelDown { return performQuietly(.down, 3) }
            if event.action == .wheelUp { return performQuietly(.up, 3) }
        }
        guard WatchLayout.fits(size) else { return [] }
        let layout = WatchLayout(self)
        switch event.action {
        case .press(let button):
            notice = nil
            return press(button, event, layout)
        case .drag:
            dragTo(event.position, layout)
        case .release:
            drag = nil
        case .wheelUp, .wheelDown:
            return turn(event, layout)
        case .wheelLeft:
            pan(by: -0.1)
        case .wheelRight:
            pan(by: 0.1)
        }
        return []
    }

    private mutating func performQuietly(_ command: WatchCommand, _ times: Int) -> [WatchEffect] {
        for _ in 0..<times { _ = perform(command) }
        return []
    }

    private mutating func press(_ button: MouseEvent.Button, _ event: MouseEvent, _ layout: WatchLayout)
        -> [WatchEffect]
    {
        let position = event.position
        if layout.status.contains(position) {
            let bar = StatusBar<WatchCommand>(state: self, columns: layout.status.columns)
            return bar.command(at: position.column).map { perform($0) } ?? []
        }
        if case .training(let form) = mode { return press(position, on: form) }
        if case .charts = mode {} else if mode != .runs { return [] }
        if button == .left, let row = RunHeaderView.tabRow(layout.header),
            let screen = ScreenTabs(screens: screens, front: .watch).screen(at: position, row: row)
        {
            return [.screen(screen)]
        }
        if layout.runs.contains(position) {
            let place = position.row - layout.runs.row - 1
            guard let place = RunListView.firstRun(self, rows: layout.runs.rows).map({ $0 + place }),
                listedRuns.indices.contains(place), position.row > layout.runs.row
            else { return [] }
            // The first click selects, the second one hides or shows.
            if selected == listedRuns[place].id { return perform(.toggleHidden) }
            selected = listedRuns[place].id
            return []
        }
        if layout.images.contains(position) { return perform(button == .left ? .nextImage : .previousImage) }
        guard let cell = layout.charts(self).first(where: { $0.rect.contains(position) }) else { return [] }
        let wasFocused = focus == cell.place
        focus = cell.place
        if position.row == cell.rect.row {
            return wasFocused ? perform(.toggleFullScreen) : []
        }
        if button == .left, event.modifiers.isDisjoint(with: [.control, .alt]) {
            drag = .cursor
            if let x = x(at: position, in: cell) { place(cursor: x) }
        } else {
            drag = .pan(window: range, column: position.column)
        }
        return []
    }

    private mutating func dragTo(_ position: Position, _ layout: WatchLayout) {
        guard let drag, let cell = layout.charts(self).first(where: { $0.place == focus }) else { return }
        switch drag {
        case .cursor:
            if let x = x(at: position, in: cell) { place(cursor: x) }
        case .pan(let start, let column):
            guard let extent, window != nil else { return }
            let width = start.upperBound - start.lowerBound
            let shift = Double(column - position.column) / Double(max(1, plotColumns)) * width
            let lower = min(max(start.lowerBound + shift, extent.lowerBound), extent.upperBound - width)
            window = lower...lower + width
            windowChart = focusedChart?.id
            isFollowing = lower + width >= extent.upperBound - width * 1e-6
        }
    }

    private mutating func turn(_ event: MouseEvent, _ layout: WatchLayout) -> [WatchEffect] {
        let isUp = event.action == .wheelUp
        if layout.images.contains(event.position) { return perform(isUp ? .previousImage : .nextImage) }
        guard let cell = layout.charts(self).first(where: { $0.rect.contains(event.position) }) else { return [] }
        if event.modifiers.contains(.shift) {
            moveFocus(rows: isUp ? -1 : 1)
            return []
        }
        zoom(by: isUp ? 0.8 : 1.25, around: x(at: event.position, in: cell), in: charts[cell.place])
        return []
    }

    /// The horizontal place under the pointer; nil outside every plot's columns.
    private func x(at position: Position, in cell: (place: Int, rect: Rect)) -> Double? {
        let content = content(of: charts[cell.place])
        let plot = ChartView.measure(content, in: cell.rect, cursor: cursor, smoothing: smoothing).layout.plot
        if plot.columns == 0 { return nil }
        let column = min(max(position.column - plot.column, 0), plot.columns - 1)
        let range = content.range
        return range.lowerBound
            + (Double(column) + 0.5) / Double(plot.columns) * (range.upperBound - range.lowerBound)
    }
}
