import Terminal

/// The names of the screens at the right end of a header.
package struct ScreenTabs {
    package let screens: [ScreenRoute]
    package let front: ScreenRoute

    package init(screens: [ScreenRoute], front: ScreenRoute) { (self.screens, self.front) = (screens, front) }

    /// Each screen's place in a row, where there are several; the last ends one column before the row does.
    private func places(in row: Rect) -> [(screen: ScreenRoute, rect: Rect)] {
        guard screens.count > 1 else { return [] }
        var right = row.endColumn - 1
        return screens.reversed().map { screen in
            let columns = CharacterWidth.columns(screen.title)
            defer { right -= columns + 2 }
            return (screen, Rect(column: right - columns, row: row.row, columns: columns, rows: 1))
        }
    }

    /// Draws them where there are several, and returns the column in front of them.
    @discardableResult
    package func draw(in frame: inout Frame, row: Rect, theme: Theme) -> Int {
        let places = places(in: row)
        for (screen, rect) in places {
            frame.put(
                screen.title, at: rect.origin, style: screen.isSameScreen(as: front) ? theme.current : theme.quiet)
        }
        return places.last.map { $0.rect.column - 2 } ?? row.endColumn - 1
    }

    /// The screen that a click goes to; nil where it is on none, or on the one in front.
    package func screen(at position: Position, row: Rect) -> ScreenRoute? {
        places(in: row).first { $0.rect.contains(position) && !$0.screen.isSameScreen(as: front) }?.screen
    }
}
