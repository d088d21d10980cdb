import Screens
import Terminal

/// What lies in the plot of a chart drawn with characters.
extension ChartView {
    /// Columns from one letter of a line's marker to the next.
    private static let markerSpacing = 16

    func drawCurves(_ axis: VerticalAxis, in frame: inout Frame, _ plot: Rect) {
        // A cell has one colour: where a line runs, the raw values behind it give way.
        var background = BraillePlotter(size: plot.size, axis: axis)
        var plotter = background
        let samplers = content.lines.map {
            CurveSampler($0.points, range: content.range, columns: plot.columns * 2)
        }
        for (line, sampler) in zip(content.lines, samplers) where line.smoothed != nil {
            let color = surface.hasColors ? surface.palette.faint(line: line.look.color) : .standard
            background.draw(
                sampler.vertices(of: line.raw), color: color, pattern: .solid, isSparse: !surface.hasColors)
        }
        let curves = zip(content.lines, samplers).map { line, sampler in (line, sampler.vertices(of: line.values)) }
        for (line, vertices) in curves.reversed() {
            plotter.draw(vertices, color: color(line), pattern: line.look.pattern)
        }
        frame.draw(background.canvas, at: plot.origin)
        frame.draw(plotter.canvas, at: plot.origin)
        for (place, (line, vertices)) in curves.enumerated().reversed() {
            let marks = LineMarks(
                vertices, axis: axis, width: Double(plot.columns * 2), spacing: Double(Self.markerSpacing * 2),
                first: Double((place * 6 + 3) % Self.markerSpacing * 2))
            let style = TextStyle(foreground: color(line), bold: true)
            for point in marks.single { put(line.look.marker ?? "•", point, style, in: &frame, plot) }
            guard let marker = line.look.marker else { continue }
            for point in marks.letters { put(marker, point, style, in: &frame, plot) }
        }
    }

    /// Marks NaN and −∞ at the lower edge and ∞ at the upper one.
    func drawOddValues(in frame: inout Frame, _ plot: Rect) {
        for line in content.lines.reversed() {
            let style = TextStyle(foreground: color(line), bold: true)
            for (kind, column) in line.odd.columns(of: line.points, range: content.range, columns: plot.columns) {
                let row = kind == .positive ? plot.row : plot.endRow - 1
                let sign = kind == .nan ? "×" : kind == .positive ? "▲" : "▼"
                frame.put(sign, at: Position(column: plot.column + column, row: row), style: style)
            }
        }
    }

    private func color(_ line: ChartLine) -> Color {
        surface.hasColors ? surface.palette.color(line: line.look.color) : .standard
    }

    /// Puts a letter where a line's dot is.
    private func put(
        _ letter: Character, _ place: LineMarks.Place, _ style: TextStyle, in frame: inout Frame, _ plot: Rect
    ) {
        let row = Int(((1 - place.height) * Double(plot.rows * 4 - 1)).rounded()) / 4
        let position = Position(
            column: plot.column + min(Int(place.x) / 2, plot.columns - 1),
            row: plot.row + min(max(0, row), plot.rows - 1))
        frame.put(String(letter), at: position, style: style)
    }

    func drawCursor(in frame: inout Frame, _ plot: Rect) {
        guard let cursor, content.range.contains(cursor) else { return }
        if let picture = self.plot {
            if let strip = picture.cursor {
                let place = Rect(column: plot.column + strip.column, row: plot.row, columns: 1, rows: plot.rows)
                frame.place(strip.bitmap, in: place, palette: strip.palette)
            }
            return
        }
        let extent = content.range.upperBound - content.range.lowerBound
        let fraction = (cursor - content.range.lowerBound) / extent
        let column = min(plot.endColumn - 1, plot.column + Int(fraction * Double(plot.columns)))
        for row in plot.row..<plot.endRow {
            let position = Position(column: column, row: row)
            if frame[position].text == " " {
                // xterm's whole line reaches a pixel into the cell below, the axis, where it would stay as a dot.
                frame.put(row == plot.endRow - 1 ? "╵" : "│", at: position, style: theme.current)
            } else {
                let selected = theme.selected.background
                frame.restyle(Rect(column: column, row: row, columns: 1, rows: 1)) { style in
                    if surface.hasColors { style.background = selected } else { style.reversed = true }
                }
            }
        }
    }
}
