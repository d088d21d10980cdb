import Screens
import Terminal

/// A line's entry in the legend: its name, its value at the cursor (or its last one), its extremes.
struct LegendEntry {
    /// Columns of the line's pattern and a blank.
    private static let swatchColumns = 4
    /// A name is not shortened below this for its value's sake.
    private static let leastNameColumns = 4

    let line: ChartLine
    private(set) var name: String
    private(set) var value: String
    private(set) var more: String
    /// Columns that it takes.
    var columns: Int {
        Self.swatchColumns + CharacterWidth.columns(name) + (value.isEmpty ? 0 : 1 + CharacterWidth.columns(value))
            + CharacterWidth.columns(more)
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

    /// The entry in so many columns; nil where it does not fit. The extremes go first. A value is shown whole or not at
    /// all, for what is left of a number is another number.
    /// - Parameter shortensName: whether the name may end with an ellipsis too, and the value go where even that does not
    ///   help.
    func fitted(columns room: Int, shortensName: Bool) -> LegendEntry? {
        if columns <= room { return self }
        var entry = self
        entry.more = ""
        if entry.columns <= room { return entry }
        guard shortensName else { return nil }
        let others = entry.columns - CharacterWidth.columns(name)
        if room - others >= Self.leastNameColumns {
            entry.name = CharacterWidth.truncated(name, columns: room - others)
            return entry
        }
        entry.value = ""
        entry.name = CharacterWidth.truncated(name, columns: room - Self.swatchColumns)
        return entry.columns <= room && !entry.name.isEmpty ? entry : nil
    }
}
