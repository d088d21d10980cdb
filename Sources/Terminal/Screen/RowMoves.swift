/// Finds rows that stand elsewhere on the next screen.
///
/// ncurses has the terminal scroll such rows, also without `idlok`, and the terminal takes along the pictures in them. It
/// recognizes a row by its base characters, where exactly one row of either screen has them. Drawn row by row, no row ever
/// appears to move: while it is in its new place already, it is in its old place still.
enum RowMoves {
    /// Whether ncurses would see a row of `old` in another place of `new`; both row-major, `old` perhaps empty.
    static func happen(from old: [Cell], to new: [Cell], columns: Int) -> Bool {
        guard old.count == new.count, columns > 0 else { return false }
        let (before, after) = (places(old, columns), places(new, columns))
        return before.contains { row, place in
            guard let place, case let next?? = after[row] else { return false }
            return next != place
        }
    }

    /// The row that holds each sequence of base characters; nil where several do.
    private static func places(_ cells: [Cell], _ columns: Int) -> [[UInt32]: Int?] {
        var places: [[UInt32]: Int?] = [:]
        for row in 0..<cells.count / columns {
            let text = cells[row * columns..<(row + 1) * columns].map { $0.text.unicodeScalars.first?.value ?? 0 }
            places.updateValue(places.keys.contains(text) ? nil : row, forKey: text)
        }
        return places
    }
}
