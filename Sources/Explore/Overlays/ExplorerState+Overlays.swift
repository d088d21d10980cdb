import Screens
import Terminal

extension ExplorerState {
    mutating func openRunTo() -> [Effect] {
        if let obstacle {
            notice = obstacle
            return []
        }
        let planned = history.lastStep + (run?.plan.count ?? 0)
        overlays.append(.runTo(TextField("\(min(planned < 10 ? 10 : planned + 10, stepLimit))", isSelected: true)))
        return []
    }

    mutating func performInRunTo(_ command: Command, _ field: TextField) -> [Effect] {
        var field = field
        switch command {
        case .accept:
            overlays.removeLast()
            guard let target = Int(field.text), target > 0 else {
                notice = .warning("Type the number of a step, 1 to \(stepLimit).")
                return []
            }
            if target > stepLimit {
                notice = .warning("At this size memory has room for \(stepLimit) steps; running to \(stepLimit).")
            }
            return run(to: target)
        case .up, .down:
            let target = (Int(field.text) ?? 0) + (command == .up ? 1 : -1)
            field = TextField("\(min(max(target, 1), stepLimit))", isSelected: true)
        default:
            field.edit(command)
        }
        replaceTop(.runTo(field))
        return []
    }

    mutating func performInPalette(_ command: Command, _ palette: PaletteState) -> [Effect] {
        var palette = palette
        switch command {
        case .up: palette.moveSelection(by: -1)
        case .down: palette.moveSelection(by: 1)
        case .pageUp: palette.moveSelection(by: -8)
        case .pageDown: palette.moveSelection(by: 8)
        case .accept:
            overlays.removeLast()
            let matches = palette.matches
            return matches.indices.contains(palette.selection) ? perform(matches[palette.selection]) : []
        default:
            palette.filter.edit(command)
            palette.selection = 0
        }
        replaceTop(.palette(palette))
        return []
    }

    mutating func performInHelp(_ command: Command, _ help: HelpState) -> [Effect] {
        var help = help
        var lines = 0
        switch command {
        case .close where help.isFiltering:
            help.isFiltering = false
            help.filter = TextField()
        case .close where !help.filter.isEmpty:
            help.filter = TextField()
        case .close, .help, .quit:
            overlays.removeLast()
            return []
        case .accept: help.isFiltering = false
        case .startFilter: help.isFiltering = true
        case .up: lines = -1
        case .down: lines = 1
        case .pageUp: lines = -10
        case .pageDown: lines = 10
        case .toTop where !help.isFiltering: lines = -.max
        case .toBottom where !help.isFiltering: lines = .max
        default:
            help.filter.edit(command)
            lines = -.max
        }
        help.scroll(by: lines, in: HelpLayout(size: size).sheet(ExplorerKeys.help.lines(filter: help.filter.text)))
        replaceTop(.help(help))
        return []
    }

    mutating func answer(_ question: Confirmation, with command: Command) -> [Effect] {
        switch (question, command) {
        case (_, .close), (_, .reject):
            overlays.removeLast()
            return []
        case (.quitWhileBusy, .accept), (.quitWhileBusy, .quit):
            return [.cancelRun, .quit]
        case (.openReduced(let role, let path, _, _, let shortSide), .accept):
            overlays.removeLast()
            return open(role, path: path, size: WorkingSize(shortSide: shortSide))
        case (.replace(let role, let path, let plain), .accept):
            overlays.removeLast()
            return load(role, path: path, size: workingSize, plain: plain)
        case (.resize(let size), .accept):
            overlays.removeLast()
            return resize(to: size)
        default:
            return []
        }
    }
}
