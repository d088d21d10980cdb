/// A thin line of a measure along the steps, one character a column.
enum Sparkline {
    private static let levels: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// Columns that `count` steps take within `columns`: a whole number for each where they fit, else all.
    static func width(count: Int, columns: Int) -> Int {
        count == 0 ? 0 : count >= columns ? columns : min(columns / count, 3) * count
    }

    /// The step that a column of the line stands for.
    static func step(atColumn column: Int, count: Int, width: Int) -> Int { (2 * column + 1) * count / (2 * width) }

    /// The line, from the least value to the greatest; blanks where nothing is known, nil where all is equal or unknown.
    static func text(_ values: [Float?], columns: Int) -> String? {
        let known = values.compactMap { $0 }.filter(\.isFinite)
        guard let least = known.min(), let greatest = known.max(), greatest > least, columns > 0 else { return nil }
        let width = width(count: values.count, columns: columns)
        return String(
            (0..<width).map { column -> Character in
                let value = values[step(atColumn: column, count: values.count, width: width)]
                guard let value, value.isFinite else { return " " }
                return levels[min(Int(8 * (value - least) / (greatest - least)), 7)]
            })
    }
}
