import Screens
import Terminal

/// The two sliders, and the map of both axes beside the picture.
struct LookbackSliders {
    let state: LookbackState
    let layout: LookbackLayout

    private var theme: Theme { state.surface.theme }

    func draw(in frame: inout Frame) {
        let count = state.checkpoints.count
        if count > 0, let place = state.place {
            draw(
                "Update", layout.checkpoints, layout.checkpointScale(count), at: place,
                value: NumberText.count(state.checkpoints[place].update), in: &frame
            ) { isMade(place: $0, step: state.step) }
            drawMap(place, in: &frame)
        }
        draw("Step", layout.steps, layout.stepScale, at: state.step, value: "\(state.step)", in: &frame) { step in
            state.strip?.frames[step] != nil
        }
    }

    private func isMade(place: Int, step: Int) -> Bool {
        state.key(state.checkpoints[place]).flatMap { state.strips[$0] }?.frames[step] != nil
    }

    private func draw(
        _ title: String, _ row: Rect, _ scale: SliderScale, at place: Int, value: String, in frame: inout Frame,
        isMade: (Int) -> Bool
    ) {
        frame.put(title, in: row, style: theme.quiet)
        let first = scale.column(at: 0)
        let last = scale.column(at: Double(scale.lastStep))
        let handle = scale.column(at: Double(place))
        frame.horizontalLine(
            at: Position(column: first, row: row.row), columns: last - first + 1, character: "┄", style: theme.line)
        for tick in 0...scale.lastStep where scale.slotWidth >= 1 || tick == place {
            let style = isMade(tick) ? TextStyle(foreground: theme.accentColor) : theme.line
            frame.put("┃", at: Position(column: scale.column(at: Double(tick)), row: row.row), style: style)
        }
        frame.put("●", at: Position(column: handle, row: row.row), style: theme.current)
        frame.put(value, in: row, style: theme.current, alignment: .trailing)
    }

    private func drawMap(_ place: Int, in frame: inout Frame) {
        guard layout.map.rows > 4 else { return }
        frame.box(layout.map, title: "Update × step", style: theme.line, titleStyle: theme.quiet)
        for line in layout.mapLines(checkpoints: state.checkpoints.count, place: place) {
            for step in 0...LookbackState.lastStep {
                let isHere = line.place == place && step == state.step
                let isOnAxis = line.place == place || step == state.step
                let isMade = isMade(place: line.place, step: step)
                let style =
                    isHere
                    ? theme.current
                    : isMade ? TextStyle(foreground: theme.accentColor) : isOnAxis ? theme.quiet : theme.line
                frame.put(
                    isHere ? "●" : isMade ? "▪" : "·",
                    at: Position(column: layout.mapColumn(step: step), row: line.rect.row), style: style)
            }
        }
        let foot = layout.map.endRow - 2
        for step in [0, 5, 10] {
            let label = "\(step)"
            frame.put(
                label, at: Position(column: layout.mapColumn(step: step) - (label.count - 1), row: foot),
                style: theme.quiet)
        }
    }
}
