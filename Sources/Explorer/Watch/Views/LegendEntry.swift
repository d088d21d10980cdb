import Terminal

/// A line's entry in the legend: its name, its value at the cursor (or its last one), its extremes.
struct LegendEntry {
    let line: ChartLine
    let name: String
    let value: String
    let more: String
    /// Columns that it takes.
    var columns: Int {
        4 + CharacterWidth.columns(name) + 1 + CharacterWidth.columns(value) + CharacterWidth.columns(more)
    }

    /// - Parameters:
    ///   - cursor: where values are read off; nil for the newest ones.
    ///   - hasRoom: whether least, greatest and last value are told as well.
    init(_ line: ChartLine, cursor: Double?, hasRoom: Bool) {
        self.line = line
        name = line.label
        let values = line.values
        let last = values.count - 1
        let place = cursor.flatMap { line.points.nearest(to: $0) } ?? last
        guard place >= 0 else {
            value = "–"
            more = ""
            return
        }
        value = NumberText.value(values[place])
        guard hasRoom else {
            more = ""
            return
        }
        var parts: [String] = []
        if line.smoothed != nil { parts.append("(\(NumberText.value(line.raw[place])))") }
        if let extremes = line.raw.extremes(in: 0..<line.raw.count) {
            parts.append("min \(NumberText.value(extremes.least)) max \(NumberText.value(extremes.greatest))")
        }
        if cursor != nil { parts.append("last \(NumberText.value(values[last]))") }
        more = " " + parts.joined(separator: " ")
    }
}
