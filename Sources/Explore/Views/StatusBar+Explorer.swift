import Screens
import Terminal

extension StatusBar where Command == ExplorerCommand {
    /// - Parameters:
    ///   - state: decides which commands matter.
    ///   - columns: width of the row.
    init(state: ExplorerState, columns: Int) {
        let context = state.mode.context
        var (left, right) = Self.commands(for: state)
        if state.screens.count < 2 { left.removeAll { $0 == .nextScreen } }
        let table = state.keys
        self.init(left: left, right: right, columns: columns) { Self.text(of: $0, in: context, table) }
    }

    private typealias Table = KeyTable<ExplorerKeyContext, ExplorerCommand>

    private static func text(of command: ExplorerCommand, in context: ExplorerKeyContext, _ table: Table) -> (
        keys: String, hint: String
    ) {
        let pairs: [ExplorerCommand: ExplorerCommand] = [
            .previousStep: .nextStep, .increaseAlpha: .decreaseAlpha, .up: .down, .panLeft: .panRight,
            .tenthBack: .tenthForward, .cursorLeft: .cursorRight, .moveDividerLeft: .moveDividerRight,
            .zoomIn: .zoomOut,
        ]
        var keys = label(of: command, in: context, table)
        if let partner = pairs[command] { keys += label(of: partner, in: context, table) }
        return (keys, hint(of: command, in: context))
    }

    /// The first of a command's keys, the one that the help names first.
    private static func label(of command: ExplorerCommand, in context: ExplorerKeyContext, _ table: Table) -> String {
        table.keys(of: command, in: context).first?.label ?? ""
    }

    private static func hint(of command: ExplorerCommand, in context: ExplorerKeyContext) -> String {
        switch (command, context) {
        case (.accept, .picker), (.accept, .pickerGrid): "open"
        case (.toggleGrid, .pickerGrid): "list"
        case (.accept, .runTo): "run"
        case (.accept, .export): "write"
        case (.accept, .confirmation): "yes"
        case (.accept, .palette): "do it"
        case (.accept, .branches): "go there"
        case (.accept, .practice): "go on with it"
        case (.cursorLeft, .practice): "updates"
        case (.up, .practice): "step"
        case (.close, .practice): "leave"
        case (.nextField, .practice): "which loss"
        case (.zoomIn, .practice): "weigh"
        case (.accept, .loupe): "leave it there"
        case (.cursorLeft, .branches): "step"
        case (.up, .branches): "branch"
        case (.close, .confirmation): "no"
        case (.up, .help), (.up, .helpFilter): "scroll"
        case (.up, .runTo): "change"
        default: command.hint
        }
    }

    private static func commands(for state: ExplorerState) -> (left: [ExplorerCommand], right: [ExplorerCommand]) {
        switch state.mode {
        case .explore:
            return (sessionCommands(state), [.help, .quit])
        case .pan:
            return ([.panLeft, .zoomIn, .resetView, .toggleSplit, .step, .close], [.help, .quit])
        case .loupe:
            return ([.panLeft, .zoomIn, .tenthBack, .accept, .close], [.help, .quit])
        case .branches:
            return ([.accept, .up, .cursorLeft, .markFrame], [.help, .close])
        case .practice:
            return ([.accept, .pausePractice, .cursorLeft, .up, .nextField, .zoomIn], [.help, .close])
        case .picker(let picker):
            let folder: [ExplorerCommand] = picker.isGrid ? [] : [.parentFolder]
            let grid: [ExplorerCommand] = state.surface.showsImages ? [.toggleGrid] : []
            return (
                [.accept, .up, .nextPlace] + folder + grid + [.toggleAllFiles, .usePlainPicture], [.help, .close]
            )
        case .runTo:
            return ([.accept, .up], [.help, .close])
        case .export(let form):
            if form.isBusy {
                return ([], [])
            }
            return ([.accept, .nextField, .toggleOption], [.help, .close])
        case .help(let help):
            return help.isFiltering ? ([.accept, .up], [.close]) : ([.up, .pageDown, .startFilter], [.close])
        case .palette:
            return ([.accept, .up], [.help, .close])
        case .confirmation:
            return ([.accept, .close], [])
        }
    }

    private static func sessionCommands(_ state: ExplorerState) -> [ExplorerCommand] {
        if state.pair.content.picture == nil || state.pair.style.picture == nil {
            return [.pickContent, .pickStyle, .sessions, .gallery, .palette, .nextScreen]
        }
        if state.sequence.run != nil {
            return [.cancelRun, .step, .previousStep, .toggleSplit, .zoomIn, .nextScreen]
        }
        if state.sequence.history.lastStep == 0 {
            return [.step, .runTo, .pickContent, .pickStyle, .increaseAlpha, .toggleSampling, .palette, .nextScreen]
        }
        return [
            .step, .runTo, .previousStep, .toggleFullPicture, .toggleSplit, .exportFrame, .increaseAlpha, .nextScreen,
            .resample, .play, .undo, .pickContent, .pickStyle, .tenthBack, .startPanning, .exportAll, .renderFull,
            .palette,
        ]
    }
}
