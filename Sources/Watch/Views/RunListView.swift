import Screens
import Terminal

/// The list of runs: state, colour and pattern of its lines, hidden or pinned.
struct RunListView {
    let state: WatchState

    private var theme: Theme { state.surface.theme }

    /// The first run shown in a list of so many rows; nil where there is none.
    static func firstRun(_ state: WatchState, rows: Int) -> Int? {
        let capacity = rows - 1
        guard capacity > 0, !state.listedRuns.isEmpty else { return nil }
        let place = state.listedRuns.firstIndex { $0.id == state.selectedRun?.id } ?? 0
        return min(max(0, place - capacity / 2), max(0, state.listedRuns.count - capacity))
    }

    func draw(in frame: inout Frame, rect: Rect) {
        guard rect.columns > 8, rect.rows > 1 else { return }
        let (title, list) = rect.split(top: 1)
        let hidden = state.hidden.count
        let listed = state.listedRuns.count == state.runs.count ? "" : "\(state.listedRuns.count) of "
        let text = " Runs \(listed)\(state.runs.count)" + (hidden > 0 ? ", \(hidden) hidden" : "")
        frame.put(text, in: title, style: state.mode == .runs ? theme.current : theme.accent)
        guard let first = Self.firstRun(state, rows: rect.rows) else { return }
        let shared = DistinctNames.sharedCharacters(state.listedRuns.map(shortName))
        for (offset, run) in state.listedRuns.dropFirst(first).prefix(list.rows).enumerated() {
            draw(
                run, shared: shared, in: &frame,
                Rect(column: list.column, row: list.row + offset, columns: list.columns - 1, rows: 1))
        }
    }

    private func shortName(_ run: WatchedRun) -> String { state.shortNames[run.id] ?? run.name }

    /// - Parameter shared: how many characters all names begin with.
    private func draw(_ run: WatchedRun, shared: Int, in frame: inout Frame, _ row: Rect) {
        let isHidden = state.hidden.contains(run.id)
        let isSelected = run.id == state.selectedRun?.id
        if isSelected && state.mode == .runs { frame.fill(row, style: theme.selected) }
        let background = isSelected && state.mode == .runs ? theme.selected.background : .standard
        var swatch = TextStyle(background: background, bold: true)
        var mark = "  "
        if !isHidden {
            let look = LineLook(number: state.runNumbers[run.id] ?? 0)
            if state.surface.hasColors { swatch.foreground = state.surface.palette.color(line: look.color) }
            mark = String(look.sample.prefix(2))
        }
        frame.put((isSelected ? "▸" : " ") + mark, at: row.origin, style: swatch, clip: row)
        var sign = run.liveness.isAlarming ? theme.failure : run.liveness == .running ? theme.success : theme.quiet
        sign.background = background
        frame.put(run.liveness.sign, at: row.origin.offset(columns: 4), style: sign, clip: row)
        var name = isHidden ? theme.quiet : TextStyle()
        name.background = background
        name.dim = isHidden
        let (_, rest) = row.split(left: 6)
        let pin = state.pinned.contains(run.id) ? "↑" : ""
        let text = DistinctNames.shortened(shortName(run), columns: rest.columns - pin.count, shared: shared)
        let used = frame.put(pin + text + "  ", at: rest.origin, style: name, clip: rest)
        guard let kinds = run.otherKinds else { return }
        var note = theme.quiet
        note.background = background
        frame.put(kinds.isEmpty ? "empty" : kinds + " only", in: rest.split(left: used).rest, style: note)
    }
}
