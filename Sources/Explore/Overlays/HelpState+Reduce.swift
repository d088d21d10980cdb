import Screens
import Terminal

extension HelpState {
    /// Carries out a command on a screen of some size; false where it closes the page.
    mutating func reduce(_ command: ExplorerCommand, size: Size, keys: KeyTable<ExplorerKeyContext, ExplorerCommand>)
        -> Bool
    {
        var lines = 0
        switch command {
        case .close where isFiltering:
            isFiltering = false
            filter = TextField()
        case .close where !filter.isEmpty: filter = TextField()
        case .close, .help, .quit: return false
        case .accept: isFiltering = false
        case .startFilter: isFiltering = true
        case .up: lines = -1
        case .down: lines = 1
        case .pageUp: lines = -HelpLayout(size: size).page
        case .pageDown: lines = HelpLayout(size: size).page
        case .toTop where !isFiltering: lines = -.max
        case .toBottom where !isFiltering: lines = .max
        default:
            filter.edit(command)
            lines = -.max
        }
        scroll(by: lines, in: Self.sheet(filter: filter.text, size: size, keys))
        return true
    }

    /// Text for the filter, where it has the keys.
    mutating func type(_ text: String, size: Size, keys: KeyTable<ExplorerKeyContext, ExplorerCommand>) {
        guard isFiltering else { return }
        filter.insert(text)
        scroll(by: -.max, in: Self.sheet(filter: filter.text, size: size, keys))
    }

    private static func sheet(
        filter: String, size: Size, _ keys: KeyTable<ExplorerKeyContext, ExplorerCommand>
    ) -> HelpSheet {
        HelpLayout(size: size).sheet(ExplorerKeys.help(keys).lines(filter: filter))
    }
}
