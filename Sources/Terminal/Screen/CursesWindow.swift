import CNcurses
import Glibc

/// ncurses' screen: draws cells and writes only those that differ from what the terminal shows.
final class CursesWindow {
    private let screen: OpaquePointer
    private let output: UnsafeMutablePointer<FILE>
    private let input: UnsafeMutablePointer<FILE>
    /// How colours are mapped; text written past ncurses must use the same.
    let colors: TextColors
    /// What the terminal should show, row-major; empty before the first drawing.
    private var cells: [Cell] = []
    private var size: Size

    /// Looks up TERM before anything is written.
    /// - Returns: the number of colours, and the sequences that show the cursor and leave the full screen.
    static func describeTerminal() throws(TerminalError) -> (colors: Int, leave: String) {
        guard let name = getenv("TERM").map({ String(cString: $0) }), !name.isEmpty else { throw .missingTerm }
        var status: Int32 = 0
        if setupterm(nil, STDOUT_FILENO, &status) != OK {
            switch status {
            case -1: throw .missingTermInfo(name)
            case 1: throw .dumbTerminal(name)
            default: throw .unknownTerm(name)
            }
        }
        if curses_terminal_string("cup") == nil { throw .dumbTerminal(name) }
        let sequences = [curses_terminal_string("cnorm"), curses_terminal_string("rmcup")]
        let leave = sequences.map { $0.map { String(cString: $0) } ?? "" }.joined()
        // Padding, $<n>, is for terminals of the seventies.
        return (Int(tigetnum("colors")), leave.replacing(#/\$<[^>]*>/#, with: ""))
    }

    /// Enters the full screen. The signals' handlers must be there before: ncurses takes only those that have none.
    init(size: Size, textColors: ColorDepth) throws(TerminalError) {
        let type = CursesWindow.terminalType(textColors: textColors)
        guard let output = fdopen(dup(STDOUT_FILENO), "w"), let input = fdopen(dup(STDIN_FILENO), "r") else {
            throw .system(call: "fdopen", reason: String(cString: strerror(errno)))
        }
        // The window's size is the terminal's; what COLUMNS and LINES say may be of another time.
        use_env(false)
        use_tioctl(true)
        guard let screen = newterm(type, output, input) else {
            fclose(output)
            fclose(input)
            throw .unknownTerm(getenv("TERM").map { String(cString: $0) } ?? "")
        }
        self.screen = screen
        self.output = output
        self.input = input
        self.size = size
        var paletteSize = 0
        if textColors != .monochrome, has_colors(), start_color() == OK {
            use_default_colors()
            paletteSize = Int(curses_color_count())
        }
        colors = TextColors(depth: textColors, paletteSize: paletteSize)
        cbreak()
        noecho()
        nonl()
        // Drawing is never put off because a key was pressed.
        typeahead(-1)
        curs_set(0)
        resize(to: size)
    }

    /// TERM, or its entry with 256 colours where TERM's has fewer although the terminal showed that it has more: many
    /// systems say plain "xterm" for everything.
    private static func terminalType(textColors: ColorDepth) -> String {
        let name = getenv("TERM").map { String(cString: $0) } ?? ""
        let richer = name + "-256color"
        var status: Int32 = 0
        if textColors < .palette256 || tigetnum("colors") >= 256 || setupterm(richer, STDOUT_FILENO, &status) != OK {
            return name
        }
        return richer
    }

    deinit {
        delscreen(screen)
        fclose(output)
        fclose(input)
    }

    /// Remembers the terminal's settings as those of the program.
    func rememberSettings() { def_prog_mode() }

    /// Leaves the full screen, as before the program stops.
    func leave() { endwin() }

    /// Follows the window and forgets what the terminal shows.
    func resize(to size: Size) {
        self.size = size
        resizeterm(Int32(size.rows), Int32(size.columns))
        invalidate()
    }

    /// Makes the next drawing write everything.
    func invalidate() {
        cells = []
        clearok(curses_physical_window(), true)
        werase(curses_standard_window())
    }

    /// Shows a grid of the window's size, and the cursor.
    func draw(_ newCells: [Cell], cursor: Position?) {
        precondition(newCells.count == size.columns * size.rows, "\(newCells.count) cells for a window of \(size)")
        let refreshesRows = RowMoves.happen(from: cells, to: newCells, columns: size.columns)
        if refreshesRows { curs_set(0) }
        for row in 0..<size.rows where putRow(row, newCells) && refreshesRows {
            wrefresh(curses_standard_window())
        }
        cells = newCells
        if let cursor, cursor.column < size.columns, cursor.row < size.rows, cursor.column >= 0, cursor.row >= 0 {
            curs_set(1)
            wmove(curses_standard_window(), Int32(cursor.row), Int32(cursor.column))
        } else {
            curs_set(0)
        }
        wrefresh(curses_standard_window())
    }

    /// Puts the cells of a row that changed, and tells whether there were any.
    private func putRow(_ row: Int, _ newCells: [Cell]) -> Bool {
        var hasChanged = false
        for column in 0..<size.columns {
            let index = row * size.columns + column
            if !cells.isEmpty, cells[index] == newCells[index] {
                // A wide neighbour that vanished took this cell with it.
                let followsChange = column > 0 && cells[index - 1] != newCells[index - 1]
                if !followsChange { continue }
            }
            put(newCells[index], row: row, column: column)
            hasChanged = true
        }
        return hasChanged
    }

    private func put(_ cell: Cell, row: Int, column: Int) {
        if cell.text.isEmpty { return }
        var attributes: attr_t = 0
        if cell.style.bold { attributes |= curses_attribute_bold() }
        if cell.style.dim { attributes |= curses_attribute_dim() }
        if cell.style.underlined { attributes |= curses_attribute_underline() }
        if cell.style.reversed { attributes |= curses_attribute_reverse() }
        // ncurses takes a base character with up to four combining ones.
        var scalars = cell.text.unicodeScalars.prefix(5).map { wchar_t(bitPattern: $0.value) } + [0]
        let colorPair = pair(cell.style)
        if curses_put(Int32(row), Int32(column), &scalars, attributes, colorPair) != OK {
            // What the C library does not think of as combining, and the last cell, where the cursor cannot advance.
            scalars = [scalars[0], 0]
            curses_put(Int32(row), Int32(column), &scalars, attributes, colorPair)
        }
    }

    private func pair(_ style: TextStyle) -> Int32 {
        if colors.paletteSize == 0 { return 0 }
        let foreground = colors.number(style.foreground)
        let background = colors.number(style.background)
        if foreground < 0 && background < 0 { return 0 }
        return max(0, alloc_pair(foreground, background))
    }
}

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
