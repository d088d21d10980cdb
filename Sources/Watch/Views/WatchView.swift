import Screens
import Terminal

/// The dashboard as a frame: pure, a function of the state alone.
enum WatchView {
    static func frame(_ state: WatchState) -> Frame {
        var frame = Frame(size: state.size)
        let theme = state.surface.theme
        guard WatchLayout.fits(state.size) else {
            SmallWindow.draw("The dashboard", needs: WatchLayout.minimum, in: &frame, theme: theme)
            return frame
        }
        let layout = WatchLayout(state)
        if case .help(let help) = state.mode {
            HelpView(WatchKeys.help.lines(), help: help, theme: theme, layout: HelpLayout(size: state.size))
                .draw(in: &frame)
        } else {
            RunHeaderView(state: state).draw(in: &frame, rect: layout.header)
            drawCharts(state, layout, in: &frame)
            RunListView(state: state).draw(in: &frame, rect: layout.runs)
            ImagePanelView(state: state).draw(in: &frame, rect: layout.images)
            drawMessage(state, in: &frame, layout.message)
            if case .training(let form) = state.mode {
                TrainingFormView(form: form, theme: theme).draw(in: &frame, below: layout.header.rows)
            }
        }
        StatusBar<WatchCommand>(state: state, columns: layout.status.columns)
            .draw(in: &frame, row: layout.status, theme: state.surface.theme)
        return frame
    }

    private static func drawCharts(_ state: WatchState, _ layout: WatchLayout, in frame: inout Frame) {
        if state.charts.isEmpty {
            frame.putWrapped(
                emptyText(state), in: layout.grid.inset(columns: 2, rows: 1), style: state.surface.theme.quiet)
            return
        }
        for (place, rect) in layout.charts(state) {
            let chart = state.charts[place]
            let view = ChartView(
                content: state.content(of: chart), surface: state.surface,
                isFocused: place == state.focus && state.mode != .runs, cursor: state.cursor,
                plot: state.plots[chart.id], drawsCurves: !state.showsPlots, smoothing: state.smoothing)
            view.draw(in: &frame, rect: rect)
        }
    }

    private static func emptyText(_ state: WatchState) -> String {
        if state.isLoading && state.runs.isEmpty { return "Looking for TensorBoard event files…" }
        if state.runs.isEmpty {
            return "No TensorBoard event files (events.out.tfevents…) below the folders watched. They appear here as "
                + "soon as a run writes some."
        }
        if state.listedRuns.isEmpty { return "No run matches “\(state.filter.text)”. Press / to change the filter." }
        if state.visibleRuns.isEmpty { return "All runs are hidden. Press r, then a, to show them." }
        if !state.filter.text.isEmpty {
            return "No tag matches “\(state.filter.text)”. Press / to change the filter."
        }
        if let run = state.selectedRun, let kinds = run.otherKinds, !kinds.isEmpty {
            return "\(run.name) has logged \(kinds), but no numbers."
        }
        return "These runs have logged no numbers yet."
    }

    private static func drawMessage(_ state: WatchState, in frame: inout Frame, _ rect: Rect) {
        if rect.isEmpty { return }
        let theme = state.surface.theme
        switch state.mode {
        case .filter:
            let label = frame.put(" Filter ", at: rect.origin, style: theme.accent)
            let (field, rest) = rect.split(left: label).rest.split(left: min(50, rect.columns / 2))
            frame.field(
                state.filterField, in: field, style: theme.field, isFocused: true,
                placeholder: "tags, e.g. ^loss/, or runs: run:seed-1", placeholderStyle: theme.quiet)
            var text = state.filter.problem ?? NumberText.count(state.charts.count, "chart")
            if state.filter.problem == nil, state.filter.isOverRuns {
                text += ", " + NumberText.count(state.listedRuns.count, "run")
            }
            frame.put(
                " " + text, in: rest, style: state.filter.problem == nil ? theme.quiet : theme.warning)
        case .export:
            frame.put(
                " Export “\(state.focusedChart?.title ?? "")” as: p PNG   s SVG   c CSV (raw and smoothed)",
                in: rect, style: theme.accent)
        case .stopping(_, let name):
            frame.put(
                " Stop \(name)? It writes a checkpoint and ends; R goes on with it later.  y yes   n no", in: rect,
                style: theme.warning)
        default:
            if let notice = state.notice {
                frame.put(" " + notice.text, in: rect, style: theme.style(of: notice.kind))
            }
        }
    }
}
