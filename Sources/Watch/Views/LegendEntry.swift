import Screens
import Terminal

/// A line's entry in the legend: its name, its value at the cursor (or its last one) and where that lies, its
/// extremes.
struct LegendEntry {
    /// Columns of the line's pattern and a blank.
    private static let swatchColumns = 4
    /// A name is not shortened below this for its value's sake.
    private static let leastNameColumns = 4

    let line: ChartLine
    private(set) var name: String
    private(set) var value: String
    /// Where the value lies, if not where the chart's cursor does.
    private(set) var place = ""
    /// How many of its numbers no height shows.
    private(set) var odd: String
    private(set) var more = ""
    /// Columns that it takes.
    var columns: Int {
        Self.swatchColumns + CharacterWidth.columns(name) + (value.isEmpty ? 0 : 1 + CharacterWidth.columns(value))
            + CharacterWidth.columns(place) + CharacterWidth.columns(odd) + CharacterWidth.columns(more)
    }

    /// - Parameters:
    ///   - cursor: where values are read off; nil for the newest ones.
    ///   - hasRoom: whether least, greatest and last value are told as well.
    init(_ line: ChartLine, cursor: ValueCursor?, hasRoom: Bool) {
        self.line = line
        name = line.label
        odd = line.odd.text.isEmpty ? "" : " " + line.odd.text
        let values = line.values
        let last = values.count - 1
        guard last >= 0, let point = cursor.map({ $0.point(of: line) }) ?? last else {
            value = "–"
            return
        }
        value = NumberText.value(values[point])
        if let own = cursor?.ownPlace(point, of: line) { place = " @\(own)" }
        guard hasRoom else { return }
        var parts: [String] = []
        if line.smoothed != nil { parts.append("(\(NumberText.value(line.raw[point])))") }
        if let extremes = line.raw.extremes(in: 0..<line.raw.count) {
            parts.append("min \(NumberText.value(extremes.least)) max \(NumberText.value(extremes.greatest))")
        }
        if cursor != nil { parts.append("last \(NumberText.value(values[last]))") }
        more = " " + parts.joined(separator: " ")
    }

    private func shortened(columns: Int) -> String {
        DistinctNames.shortened(name, columns: columns, shared: line.sharedCharacters)
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
        for odd in [entry.odd, ""] {
            entry.odd = odd
            let others = entry.columns - CharacterWidth.columns(name)
            if room - others >= min(Self.leastNameColumns, CharacterWidth.columns(name)) {
                entry.name = shortened(columns: room - others)
                return entry
            }
        }
        entry.value = ""
        entry.place = ""
        entry.name = shortened(columns: room - Self.swatchColumns)
        return entry.columns <= room && !entry.name.isEmpty ? entry : nil
    }
}
