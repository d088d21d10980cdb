import Engine
import Screens
import Terminal

/// The filmstrip with the slider of steps under it: every thumbnail stands over its step's tick.
struct StripView {
    let state: ExplorerState
    let layout: ExplorerLayout

    private var theme: Theme { state.surface.theme }
    private var scale: SliderScale { layout.scale(lastStep: state.sequence.sliderSteps) }

    func draw(in frame: inout Frame) {
        let series = TickSeries(state.sequence.history.frames.map(\.report))
        if !layout.filmstrip.isEmpty { drawFilm(in: &frame) }
        drawTrack(series, in: &frame)
        if !layout.numbers.isEmpty { drawNumbers(in: &frame) }
        if layout.arrangement == .full, !state.sequence.history.isEmpty {
            frame.put(
                "step \(state.sequence.position.label)",
                in: Rect(column: layout.track.endColumn, row: layout.track.row, columns: 10, rows: 1),
                style: theme.current, alignment: .trailing)
        }
    }

    private func drawFilm(in frame: inout Frame) {
        guard state.surface.showsImages else {
            return
        }
        let film = layout.filmstrip
        let frames = state.sequence.history.frames
        guard let first = frames.first?.thumbnail else {
            return
        }
        let size = thumbnailSize(first)
        let stride = scale.stride(forWidth: size.columns + 1)
        for node in frames where node.step % stride == 0 {
            let center = scale.column(at: Double(node.step))
            let column = min(max(center - size.columns / 2, film.column), film.endColumn - size.columns)
            // On the slider rather than under the ceiling.
            frame.place(
                node.thumbnail,
                in: Rect(column: column, row: film.endRow - size.rows, columns: size.columns, rows: size.rows))
        }
    }

    /// As wide as the shape of the picture asks for at the filmstrip's height, at most a slot; then as high as the
    /// shape asks for at that width.
    private func thumbnailSize(_ bitmap: Bitmap) -> Size {
        let cell = state.surface.cell
        let aspect = Double(bitmap.width) / Double(bitmap.height)
        let wanted = (Double(layout.filmstrip.rows * cell.height) * aspect / Double(cell.width)).rounded(.up)
        let slot = max(Int(scale.slotWidth) - 1, 3)
        let columns = min(max(Int(wanted), 2), slot)
        let rows = (Double(columns * cell.width) / aspect / Double(cell.height)).rounded()
        return Size(columns: columns, rows: min(max(Int(rows), 1), layout.filmstrip.rows))
    }

    private func drawTrack(_ series: TickSeries?, in frame: inout Frame) {
        let row = layout.track.row
        let first = scale.column(at: 0)
        let last = scale.column(at: Double(state.sequence.history.lastStep))
        let end = scale.column(at: Double(scale.lastStep))
        let handle = scale.column(at: state.sequence.position.value)
        frame.horizontalLine(
            at: Position(column: first, row: row), columns: end - first + 1, character: "┄", style: theme.line)
        if !state.sequence.history.isEmpty {
            frame.horizontalLine(
                at: Position(column: first, row: row), columns: last - first + 1, style: theme.quiet)
            frame.horizontalLine(
                at: Position(column: first, row: row), columns: handle - first + 1, character: "━",
                style: TextStyle(foreground: theme.warmColor))
        }
        for step in 0...scale.lastStep {
            let place = Position(column: scale.column(at: Double(step)), row: row)
            guard step <= state.sequence.history.lastStep, !state.sequence.history.isEmpty else {
                frame.put("·", at: place, style: theme.line)
                continue
            }
            let color = series?.fraction(at: step).map(theme.scale)
            frame.put("┃", at: place, style: color.map { TextStyle(foreground: $0, bold: true) } ?? theme.quiet)
        }
        if let sweet = SweetSpot.step(of: state.sequence.history.frames.map(\.report)) {
            frame.put("◆", at: Position(column: scale.column(at: Double(sweet)), row: row), style: theme.success)
        }
        if !state.sequence.history.isEmpty {
            frame.put("●", at: Position(column: handle, row: row), style: theme.current)
        }
    }

    private func drawNumbers(in frame: inout Frame) {
        let row = layout.numbers.row
        let stride = scale.stride(forWidth: scale.lastStep < 100 ? 4 : 5)
        let place = placeLabel(stride: stride)
        for step in Swift.stride(from: 0, through: scale.lastStep, by: stride) {
            let isCurrent = state.sequence.position == StepPosition(step: step) && !state.sequence.history.isEmpty
            let isThere = step <= state.sequence.history.lastStep && !state.sequence.history.isEmpty
            let label = "\(step)"
            let column = scale.column(at: Double(step)) - (label.count - 1) / 2
            // Not half under the place's own number.
            if let place, column <= place.column + place.text.count, column + label.count >= place.column { continue }
            frame.put(
                label, at: Position(column: column, row: row),
                style: isCurrent ? theme.current : isThere ? theme.quiet : theme.line)
        }
        if let place {
            frame.put(place.text, at: Position(column: place.column, row: row), style: theme.current)
        }
    }

    /// The number of the place where the numbers of steps do not have it; nil where they do.
    private func placeLabel(stride: Int) -> (text: String, column: Int)? {
        guard !state.sequence.history.isEmpty,
            !state.sequence.position.isWhole || state.sequence.position.lowerStep % stride != 0
        else {
            return nil
        }
        let text = state.sequence.position.label
        let wanted = scale.column(at: state.sequence.position.value) - (text.count - 1) / 2
        return (text, min(max(wanted, layout.numbers.column), layout.numbers.endColumn - text.count))
    }
}

/// The measure that colours the slider's ticks: reward where it is known, else Q, else the size of the action, else
/// the policy's entropy.
struct TickSeries: Equatable {
    let name: String
    /// By step; nil for the content and wherever the measure is not known.
    let values: [Float?]

    init?(_ reports: [StepReport?]) {
        // Mean actions all have the size 0, which tells nothing.
        let isSampled = reports.contains { ($0?.actionSize ?? 0) > 0 }
        let measures: [(name: String, value: (StepReport) -> Float?)] = [
            ("reward", { $0.reward }), ("Q", { $0.q }), ("action size", { isSampled ? $0.actionSize : nil }),
            ("entropy", { $0.entropy }),
        ]
        for measure in measures {
            let values = reports.map { report in report.flatMap(measure.value).flatMap { $0.isFinite ? $0 : nil } }
            if values.contains(where: { $0 != nil }) {
                name = measure.name
                self.values = values
                return
            }
        }
        return nil
    }

    private var known: [Float] { values.compactMap { $0 } }

    var least: Float { known.min() ?? 0 }
    var greatest: Float { known.max() ?? 0 }

    /// Where the value of a step lies between the least (0) and the greatest (1); a half where all are equal.
    func fraction(at step: Int) -> Double? {
        guard values.indices.contains(step), let value = values[step] else {
            return nil
        }
        return greatest > least ? Double((value - least) / (greatest - least)) : 0.5
    }
}
