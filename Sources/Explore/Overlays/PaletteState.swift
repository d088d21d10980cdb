import Screens

/// The command palette: a filter over every command and the selected one.
struct PaletteState: Equatable, Sendable {
    var filter = TextField()
    var selection = 0

    /// Commands that pass the filter, best match first.
    var matches: [ExplorerCommand] {
        let nameFilter = NameFilter(filter.text)
        let commands = ExplorerCommand.paletteCommands
        if nameFilter.isEmpty {
            return commands
        }
        let scored = commands.enumerated().compactMap {
            index, command -> (score: Int, index: Int, command: ExplorerCommand)? in
            nameFilter.score(command.title).map { ($0, index, command) }
        }
        return scored.sorted { ($1.score, $0.index) < ($0.score, $1.index) }.map(\.command)
    }

    /// Carries out a command; returns the one that was chosen.
    ///
    /// - Parameter page: rows of the list.
    mutating func reduce(_ command: ExplorerCommand, page: Int) -> ExplorerCommand? {
        switch command {
        case .up: moveSelection(by: -1)
        case .down: moveSelection(by: 1)
        case .pageUp: moveSelection(by: -page)
        case .pageDown: moveSelection(by: page)
        case .accept: return matches.indices.contains(selection) ? matches[selection] : nil
        default:
            filter.edit(command)
            selection = 0
        }
        return nil
    }

    /// Text for the filter.
    mutating func type(_ text: String) {
        filter.insert(text)
        selection = 0
    }

    private mutating func moveSelection(by rows: Int) {
        selection = min(max(selection + rows, 0), max(matches.count - 1, 0))
    }
}
