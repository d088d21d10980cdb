import Screens
import Terminal

/// One chart drawn with characters.
struct ChartView {
    let content: ChartContent
    let surface: Surface
    let isFocused: Bool
    /// The value cursor, in units of the horizontal axis.
    let cursor: Double?
    /// The plot as a picture, drawn instead of dots.
    let plot: PlotImage?
    /// Whether there are dots where there is no picture: not while one is being drawn.
    let drawsCurves: Bool
    let smoothing: Double

    var theme: Theme { surface.theme }

    /// What the layout of a chart depends on.
    struct Measure {
        let layout: ChartLayout
        let axis: VerticalAxis
        /// Whether outliers lie beyond the axis.
        let isCut: Bool
        /// What is said where no value is shown.
        let absence: String?
        let ticks: [(value: Double, text: String)]
        let marks: [(place: Double, text: String)]
        let legend: [LegendEntry]
        /// Where values are read off; nil without a cursor.
        let cursor: ValueCursor?
    }

    /// Works out where the parts of a chart lie.
    static func measure(_ content: ChartContent, in rect: Rect, cursor: Double?, smoothing: Double) -> Measure {
        let (axis, isCut, absence) = content.fittedAxis()
        let cursor = cursor.map { ValueCursor(at: $0, in: content, columns: rect.columns) }
        let legend = content.lines.map { LegendEntry($0, cursor: cursor, hasRoom: rect.columns >= 60) }
        let values = axis.ticks(count: max(3, (rect.rows - 2) / 3))
        let step = values.count > 1 ? abs(values[1] - values[0]) : 0
        let ticks = values.map { value in
            (value: value, text: axis.scale == .linear ? NumberText.tick(value, step: step) : NumberText.value(value))
        }
        let labels = ticks.map { CharacterWidth.columns($0.text) }.max() ?? 1
        let rows = ChartLegend.rows(legend.map(\.columns), columns: rect.columns - 1)
        let layout = ChartLayout(rect, legendRows: rows, labelColumns: labels)
        return Measure(
            layout: layout, axis: axis, isCut: isCut, absence: absence, ticks: ticks,
            marks: content.horizontalTicks(count: max(2, layout.plot.columns / 11)), legend: legend,
            cursor: cursor)
    }

    func draw(in frame: inout Frame, rect: Rect) {
        if rect.rows < 3 || rect.columns < 12 { return }
        let measure = Self.measure(content, in: rect, cursor: cursor, smoothing: smoothing)
        let layout = measure.layout
        drawTitle(measure, in: &frame, layout.title)
        ChartLegend(measure.legend, in: layout.legend).draw(in: &frame, rect: layout.legend, surface: surface)
        if layout.plot.isEmpty { return }
        drawAxes(measure, in: &frame)
        if let absence = measure.absence {
            let row = layout.plot.row + layout.plot.rows / 2
            let middle = Rect(column: layout.plot.column, row: row, columns: layout.plot.columns, rows: 1)
            frame.put(absence, in: middle, style: theme.quiet, alignment: .center)
        }
        if content.lines.isEmpty { return }
        if let plot, measure.absence == nil {
            frame.place(plot.bitmap, in: layout.plot)
        } else if drawsCurves || measure.absence != nil {
            drawCurves(measure.axis, in: &frame, layout.plot)
            drawOddValues(in: &frame, layout.plot)
        }
        drawCursor(in: &frame, layout.plot)
    }

    private func drawTitle(_ measure: Measure, in frame: inout Frame, _ rect: Rect) {
        let style = isFocused ? theme.current : theme.accent
        frame.horizontalLine(at: rect.origin, columns: rect.columns, style: isFocused ? theme.current : theme.line)
        var notes: [String] = []
        if measure.isCut {
            notes.append(rect.columns >= 34 ? "outliers cut" : "cut")
        } else if content.scale != .linear {
            notes.append(content.scale.title)
        }
        if let cursor, content.range.contains(cursor), let place = measure.cursor?.title { notes.append(place) }
        // The last ones matter most; half of the row is the title's.
        while notes.count > 1, CharacterWidth.columns(notes.joined(separator: "  ")) > rect.columns / 2 {
            notes.removeFirst()
        }
        let note = notes.joined(separator: "  ")
        let room = rect.inset(columns: 1, rows: 0)
        frame.put(
            " "
                + CharacterWidth.truncated(
                    content.chart.title, columns: room.columns - CharacterWidth.columns(note) - 4)
                + " ",
            at: room.origin, style: style, clip: room)
        if !note.isEmpty { frame.put(" \(note) ", in: room, style: theme.quiet, alignment: .trailing) }
    }

    private func drawAxes(_ measure: Measure, in frame: inout Frame) {
        let layout = measure.layout
        let edge = layout.gutter.endColumn - 1
        frame.verticalLine(
            at: Position(column: edge, row: layout.plot.row), rows: layout.plot.rows, style: theme.line)
        var lastRow = Int.max
        for tick in measure.ticks {
            let fraction = measure.axis.fraction(of: tick.value)
            guard fraction >= 0, fraction <= 1 else { continue }
            let dots = (1 - fraction) * Double(layout.plot.rows * 4 - 1)
            let row = layout.plot.row + Int(dots.rounded()) / 4
            // Labels that touch are hard to read.
            if row >= lastRow { continue }
            lastRow = row
            let label = Rect(column: layout.gutter.column, row: row, columns: layout.gutter.columns - 1, rows: 1)
            frame.put(tick.text, in: label, style: theme.quiet, alignment: .trailing)
            frame.put("┤", at: Position(column: edge, row: row), style: theme.line)
        }
        drawFoot(measure, in: &frame)
    }

    private func drawFoot(_ measure: Measure, in frame: inout Frame) {
        let layout = measure.layout
        let plot = layout.plot
        frame.put("└", at: Position(column: layout.gutter.endColumn - 1, row: layout.foot.row), style: theme.line)
        frame.horizontalLine(
            at: Position(column: plot.column, row: layout.foot.row), columns: plot.columns, style: theme.line)
        let extent = content.range.upperBound - content.range.lowerBound
        var end = plot.column
        for tick in measure.marks {
            let place = plot.column + Int((tick.place - content.range.lowerBound) / extent * Double(plot.columns))
            let width = CharacterWidth.columns(tick.text)
            let start = min(max(place - width / 2, plot.column), plot.endColumn - width)
            if start < end || place >= plot.endColumn { continue }
            frame.put(tick.text, at: Position(column: start, row: layout.foot.row), style: theme.quiet)
            end = start + width + 2
        }
    }
}

/// Where the parts of one chart lie.
struct ChartLayout: Equatable, Sendable {
    let title: Rect
    let legend: Rect
    /// Labels of the vertical axis and the line right of them.
    let gutter: Rect
    let plot: Rect
    /// Labels of the horizontal axis.
    let foot: Rect

    /// - Parameters:
    ///   - rect: the chart's place.
    ///   - legendRows: rows that the legend would like.
    ///   - labelColumns: width of the widest label of the vertical axis.
    init(_ rect: Rect, legendRows: Int, labelColumns: Int) {
        let (title, belowTitle) = rect.split(top: 1)
        let (legend, belowLegend) = belowTitle.split(top: min(legendRows, max(1, rect.rows / 4)))
        let (body, foot) = belowLegend.split(bottom: 1)
        let (gutter, plot) = body.split(left: min(labelColumns + 1, rect.columns / 2))
        self.title = title
        self.legend = legend
        self.gutter = gutter
        self.plot = plot
        self.foot = foot
    }
}
