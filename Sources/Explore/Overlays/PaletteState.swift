import Screens

/// The command palette: a filter over every command and the selected one.
struct PaletteState: Equatable, Sendable {
    var filter = TextField()
    var selection = 0

    /// Commands that pass the filter, best match first.
    var matches: [Command] {
        let nameFilter = NameFilter(filter.text)
        let commands = Command.paletteCommands
        if nameFilter.isEmpty {
            return commands
        }
        let scored = commands.enumerated().compactMap { index, command -> (score: Int, index: Int, command: Command)? in
            nameFilter.score(command.title).map { ($0, index, command) }
        }
        return scored.sorted { ($1.score, $0.index) < ($0.score, $1.index) }.map(\.command)
    }

    mutating func moveSelection(by rows: Int) {
        selection = min(max(selection + rows, 0), max(matches.count - 1, 0))
    }
}
