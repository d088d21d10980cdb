import Screens
import Terminal

/// The explorer's first screen as a frame: pure, a function of state and size alone.
enum ExplorerView {
    /// Draws whatever is open over the session.
    static func frame(_ state: ExplorerState, size: Size) -> Frame {
        var frame = Frame(size: size)
        guard ExplorerLayout.fits(size) else {
            SmallWindow.draw(
                "The explorer", needs: ExplorerLayout.minimum, in: &frame, theme: state.surface.theme)
            return frame
        }
        var sized = state
        sized.size = size
        let layout = sized.layout
        switch state.mode {
        case .picker(let picker):
            PickerView(state: sized, picker: picker, layout: PickerLayout(sized, picker)).draw(in: &frame)
        case .help(let help):
            let lines = ExplorerKeys.help(state.keys).lines(filter: help.filter.text)
            HelpView(lines, help: help, theme: state.surface.theme, layout: HelpLayout(size: size)).draw(in: &frame)
        case .practice(let practice):
            PracticeView(state: sized, practice: practice, layout: layout).draw(in: &frame)
        case .branches(let branches):
            BranchesView(state: sized, branches: branches).draw(in: &frame)
        case .explore, .pan, .loupe:
            SessionView(state: state, layout: layout).draw(in: &frame)
            ActivityView(state: state, layout: layout).draw(in: &frame)
        case .runTo, .export, .palette, .confirmation:
            if let practice = state.practice {
                PracticeView(state: sized, practice: practice, layout: layout).draw(in: &frame)
            } else {
                SessionView(state: state, layout: layout).draw(in: &frame)
            }
            SheetView(state: state, layout: layout).draw(in: &frame)
        }
        guard !layout.status.isEmpty || state.mode != .explore else { return frame }
        StatusBar<ExplorerCommand>(state: state, columns: size.columns)
            .draw(
                in: &frame, row: Rect(column: 0, row: size.rows - 1, columns: size.columns, rows: 1),
                theme: state.surface.theme)
        return frame
    }
}
