/// The legend of an exported chart: entries in as many rows as they take and it may have.
struct ExportLegend {
    struct Entry {
        let line: ChartLine
        /// The line's label, shortened to its room.
        let text: String
        /// Left edge of the sample, in pixels.
        let x: Int
        let row: Int
    }

    /// Measures of a legend, in pixels.
    struct Metrics {
        /// From the sample's left edge to the text.
        let sample: Int
        /// Between the text and the next sample.
        let gap: Int
        /// Left edge of the first and end of the last entry of a row.
        let extent: ClosedRange<Int>
        let rows: Int
        let width: (String) -> Int
    }

    private(set) var entries: [Entry] = []
    /// Rows taken, at least 1.
    private(set) var rows = 1
    /// What is said of entries without room, and where; nil where all have some.
    private(set) var note: (text: String, x: Int)?

    init(_ lines: [ChartLine], _ metrics: Metrics) {
        let whole = metrics.extent.upperBound - metrics.extent.lowerBound
        var x = metrics.extent.lowerBound
        for (place, line) in lines.enumerated() {
            let text = Self.text(line, room: whole - metrics.sample, metrics)
            let rest = lines.count - place
            // On the last row, entries after this one need a word.
            func room(from x: Int) -> Int {
                let isLast = rows == metrics.rows && rest > 1
                return metrics.extent.upperBound - x - (isLast ? metrics.gap + metrics.width("+\(rest - 1)") : 0)
            }
            var needed = metrics.sample + metrics.width(text)
            if needed > room(from: x), x > metrics.extent.lowerBound, rows < metrics.rows {
                rows += 1
                x = metrics.extent.lowerBound
            }
            var shown = text
            if needed > room(from: x) {
                guard x == metrics.extent.lowerBound else {
                    note = ("+\(rest)", x)
                    return
                }
                shown = Self.text(line, room: room(from: x) - metrics.sample, metrics)
                needed = metrics.sample + metrics.width(shown)
            }
            entries.append(Entry(line: line, text: shown, x: x, row: rows - 1))
            x += needed + metrics.gap
        }
    }

    /// A line's label, shortened to its room, and how many of its numbers no height shows.
    private static func text(_ line: ChartLine, room: Int, _ metrics: Metrics) -> String {
        let odd = line.odd.text.isEmpty ? "" : " (\(line.odd.text))"
        let label = LabelText.printable(line.label)
        return LabelText.elided(label, room: room - metrics.width(odd), width: metrics.width) + odd
    }
}
