import Screens
import Terminal

/// The entries of a legend in the rows that it has.
struct ChartLegend {
    /// Columns between two entries.
    static let gap = 2

    struct Place {
        let entry: LegendEntry
        let position: Position
    }

    private(set) var places: [Place] = []
    /// Entries that did not fit.
    private(set) var missing = 0

    /// Rows that entries of these widths take.
    static func rows(_ widths: [Int], columns: Int) -> Int {
        var rows = 1
        var used = 0
        for width in widths {
            if used > 0 && used + width > columns {
                rows += 1
                used = 0
            }
            used += width + gap
        }
        return rows
    }

    init(_ entries: [LegendEntry], in rect: Rect) {
        var row = rect.row
        var column = rect.column
        for (place, entry) in entries.enumerated() {
            if column > rect.column && column + entry.columns > rect.endColumn && row < rect.endRow - 1 {
                row += 1
                column = rect.column
            }
            var room = rect.endColumn - column
            let rest = entries[place...]
            let wanted = rest.reduce(-Self.gap) { $0 + $1.columns + Self.gap }
            if row == rect.endRow - 1, rest.count > 1, wanted > room {
                room -= CharacterWidth.columns(Self.note(rest.count - 1))
            }
            guard row < rect.endRow, let fitted = entry.fitted(columns: room, shortensName: column == rect.column)
            else {
                missing = rest.count
                return
            }
            places.append(Place(entry: fitted, position: Position(column: column, row: row)))
            column += fitted.columns + Self.gap
        }
    }

    /// What the end of the last row says of missing entries.
    private static func note(_ missing: Int) -> String { " +\(missing) " }

    func draw(in frame: inout Frame, rect: Rect, surface: Surface) {
        let theme = surface.theme
        for place in places {
            let entry = place.entry
            var swatch = TextStyle(bold: true)
            if surface.hasColors { swatch.foreground = surface.palette.color(line: entry.line.look.color) }
            var position = place.position
            for (text, style) in [
                (entry.line.look.sample + " ", swatch), (entry.name + " ", theme.quiet),
                (entry.value, TextStyle(bold: true)), (entry.place, theme.quiet), (entry.odd, theme.warning),
                (entry.more, theme.quiet),
            ] {
                position = position.offset(columns: frame.put(text, at: position, style: style, clip: rect))
            }
        }
        if missing > 0 {
            let last = Rect(column: rect.column, row: rect.endRow - 1, columns: rect.columns, rows: 1)
            frame.put(Self.note(missing), in: last, style: theme.quiet, alignment: .trailing)
        }
    }
}
