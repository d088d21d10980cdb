import Terminal

/// The keys that matter now, laid out in one row: what to do at the left, as much of it as has room, help and quit at the right.
package struct StatusBar<Command: Equatable>: Equatable {
    package struct Item: Equatable {
        let command: Command
        /// "Space", "←→".
        let keys: String
        let hint: String
        /// First column.
        let column: Int

        var columns: Int { CharacterWidth.columns(keys) + 1 + CharacterWidth.columns(hint) }
    }

    /// Columns between two items.
    private static var gap: Int { 3 }

    package let items: [Item]

    /// - Parameters:
    ///   - left: most important first.
    ///   - columns: width of the row.
    ///   - text: a command's keys and its hint.
    package init(left: [Command], right: [Command], columns: Int, text: (Command) -> (keys: String, hint: String)) {
        func item(_ command: Command, at column: (Int) -> Int) -> Item {
            let (keys, hint) = text(command)
            let width = Item(command: command, keys: keys, hint: hint, column: 0).columns
            return Item(command: command, keys: keys, hint: hint, column: column(width))
        }
        var trailing: [Item] = []
        var end = columns - 1
        for command in right.reversed() {
            trailing.insert(item(command) { end - $0 }, at: 0)
            end = trailing[0].column - Self.gap
        }
        var leading: [Item] = []
        var start = 1
        for command in left {
            let item = item(command) { _ in start }
            guard start + item.columns <= end else { break }
            leading.append(item)
            start += item.columns + Self.gap
        }
        items = leading + trailing
    }

    /// The command of a click.
    package func command(at column: Int) -> Command? {
        items.first { column >= $0.column && column < $0.column + $0.columns }?.command
    }

    package func draw(in frame: inout Frame, row: Rect, theme: Theme) {
        for item in items {
            let start = Position(column: item.column, row: row.row)
            let width = frame.put(item.keys, at: start, style: theme.accent)
            frame.put(item.hint, at: start.offset(columns: width + 1), style: theme.quiet)
        }
    }
}
