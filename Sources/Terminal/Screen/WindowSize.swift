/// How much of a window is used.
enum WindowSize {
    /// More cells than any window has; a size beyond is somebody's mistake, which is not to take gigabytes.
    static let greatest = Size(columns: 1000, rows: 500)

    /// What is used of a window of so many cells and pixels (0 where unknown): the upper left of one that is too large; nil where the
    /// terminal does not say its size.
    static func used(columns: Int, rows: Int, width: Int, height: Int) -> (cells: Size, pixels: PixelSize?)? {
        guard columns > 0, rows > 0 else { return nil }
        let cells = Size(columns: min(columns, greatest.columns), rows: min(rows, greatest.rows))
        guard width > 0, height > 0 else { return (cells, nil) }
        // Of the same cells.
        let pixels = PixelSize(width: width * cells.columns / columns, height: height * cells.rows / rows)
        return (cells, pixels)
    }

    /// What COLUMNS and LINES say, else the classic size.
    static func stated(_ variables: [String: String]) -> Size {
        func number(_ name: String) -> Int? { variables[name].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } }
        return Size(
            columns: min(number("COLUMNS") ?? 80, greatest.columns), rows: min(number("LINES") ?? 24, greatest.rows))
    }
}
