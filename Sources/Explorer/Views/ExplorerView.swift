import Terminal

/// The explorer's first screen as a frame: pure, a function of state and size alone.
enum ExplorerView {
    /// Draws whatever is open over the session.
    static func frame(_ state: ExplorerState, size: Size) -> Frame {
        guard ExplorerLayout.fits(size) else {
            return tooSmall(size, theme: state.surface.theme)
        }
        let layout = ExplorerLayout(size: size)
        var frame = Frame(size: size)
        switch state.mode {
        case .picker(let picker):
            PickerView(state: state, picker: picker, layout: PickerLayout(size: size)).draw(in: &frame)
        case .help(let help):
            HelpView(help: help, theme: state.surface.theme, layout: HelpLayout(size: size)).draw(in: &frame)
        case .explore, .pan:
            SessionView(state: state, layout: layout).draw(in: &frame)
            ActivityView(state: state, layout: layout).draw(in: &frame)
        case .runTo, .export, .palette, .confirmation:
            SessionView(state: state, layout: layout).draw(in: &frame)
            SheetView(state: state, layout: layout).draw(in: &frame)
        }
        StatusBar<Command>(state: state, columns: layout.status.columns)
            .draw(in: &frame, row: layout.status, theme: state.surface.theme)
        return frame
    }

    private static func tooSmall(_ size: Size, theme: Theme) -> Frame {
        var frame = Frame(size: size)
        let minimum = ExplorerLayout.minimum
        let text =
            "The explorer needs \(minimum.columns)×\(minimum.rows) cells; this window has "
            + "\(size.columns)×\(size.rows). Enlarge it, or use a smaller font."
        let lines = min(Frame.wrapped(text, columns: max(size.columns - 2, 1)).count, size.rows)
        frame.putWrapped(
            text,
            in: Rect(column: 1, row: (size.rows - lines) / 2, columns: size.columns - 2, rows: lines),
            style: theme.warning)
        return frame
    }
}
