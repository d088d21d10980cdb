import Screens
import Terminal

/// Where everything lies on a screen of some size.
struct LookbackLayout: Equatable, Sendable {
    static let minimum = Size(columns: 40, rows: 12)
    private static let labels = 8
    private static let cellColumns = 2

    let header: Rect
    /// The run, the checkpoint and the step in words.
    let caption: Rect
    let picture: Rect
    /// The style's name and thumbnail; empty where there is no room.
    let stylePanel: Rect
    /// Checkpoints × steps; empty where there is no room.
    let map: Rect
    /// The rows of the two sliders.
    let checkpoints: Rect
    let steps: Rect
    let message: Rect
    let status: Rect

    static func fits(_ size: Size) -> Bool { size.columns >= minimum.columns && size.rows >= minimum.rows }

    init(_ state: LookbackState) {
        let all = Rect(state.size)
        let (header, below) = all.split(top: 1)
        let (rest, status) = below.split(bottom: 1)
        let (caption, middle) = rest.split(top: 1)
        var (main, sliders) = middle.split(bottom: 2)
        var message = Rect(column: 0, row: status.row, columns: all.columns, rows: 0)
        if state.notice != nil {
            (main, sliders) = middle.split(bottom: 3)
            (sliders, message) = sliders.split(bottom: 1)
        }
        self.header = header
        self.caption = caption.inset(columns: 1, rows: 0)
        self.status = status
        self.message = message
        let rows = sliders.inset(columns: 1, rows: 0).rows(count: 2)
        checkpoints = rows[0]
        steps = rows[1]
        var side = Rect(column: main.endColumn, row: main.row, columns: 0, rows: main.rows)
        if all.columns >= 90, main.rows >= 14 { (main, side) = main.split(right: 30) }
        picture = main.inset(columns: 1, rows: 0)
        side = side.inset(columns: 1, rows: 0)
        (stylePanel, map) = side.split(top: side.isEmpty ? 0 : min(side.rows / 2, 12))
    }

    private func scale(_ row: Rect, _ count: Int) -> SliderScale {
        let track = row.split(left: Self.labels).rest
        return SliderScale(column: track.column, columns: max(1, track.columns - 10), lastStep: max(0, count - 1))
    }

    var stepScale: SliderScale { scale(steps, LookbackState.lastStep + 1) }
    func checkpointScale(_ count: Int) -> SliderScale { scale(checkpoints, count) }

    /// The rows of the map inside its frame, with the place of the checkpoint in the uppermost one: the newest is on top.
    private func mapRows(checkpoints count: Int, place: Int) -> (inside: Rect, top: Int) {
        // A line for the numbers of the steps.
        let inside = map.inset().split(bottom: 1).rest
        let lowest = min(max(0, place - inside.rows / 2), max(0, count - inside.rows))
        return (inside, min(count, lowest + inside.rows) - 1)
    }

    /// The checkpoints and rows of the map.
    func mapLines(checkpoints count: Int, place: Int) -> [(place: Int, rect: Rect)] {
        guard map.rows > 4, count > 0 else { return [] }
        let (inside, top) = mapRows(checkpoints: count, place: place)
        return (0..<min(inside.rows, count)).map { row in
            (top - row, Rect(column: inside.column, row: inside.row + row, columns: inside.columns, rows: 1))
        }
    }

    /// The column of a step in the map.
    func mapColumn(step: Int) -> Int { map.column + 4 + Self.cellColumns * step }

    /// The step and checkpoint under the pointer, the nearest ones beyond the edge.
    func mapCell(at position: Position, checkpoints count: Int, place: Int) -> (step: Int, place: Int)? {
        let lines = mapLines(checkpoints: count, place: place)
        guard let first = lines.first, let last = lines.last else { return nil }
        let row = min(max(position.row, first.rect.row), last.rect.row)
        let step = (position.column - mapColumn(step: 0) + Self.cellColumns / 2) / Self.cellColumns
        return (min(max(0, step), LookbackState.lastStep), first.place - (row - first.rect.row))
    }
}
