import Terminal

/// The names of the screens at the right end of a header.
struct ScreenTabs {
    let screens: [ScreenRoute]
    let front: ScreenRoute
    let theme: Theme

    /// Draws them where there are several, and returns the column in front of them.
    @discardableResult
    func draw(in frame: inout Frame, row: Rect) -> Int {
        var right = row.endColumn - 1
        for screen in screens.reversed() where screens.count > 1 {
            right -= CharacterWidth.columns(screen.title)
            frame.put(
                screen.title, at: Position(column: right, row: row.row),
                style: screen == front ? theme.current : theme.quiet)
            right -= 2
        }
        return right
    }
}
