import Terminal

/// The keys that matter now, laid out in one row: what to do at the left, help and quit at the right.
struct StatusBar: Equatable {
    struct Item: Equatable {
        let command: Command
        /// "Space", "←→".
        let keys: String
        let hint: String
        /// First column.
        let column: Int

        var columns: Int { CharacterWidth.columns(keys) + 1 + CharacterWidth.columns(hint) }
    }

    let items: [Item]

    /// - Parameters:
    ///   - state: decides which commands matter.
    ///   - columns: width of the row.
    init(state: ExplorerState, columns: Int) {
        let context = state.mode.context
        var (left, right) = Self.commands(for: state)
        if state.screens.count < 2 {
            left.removeAll { $0 == .nextScreen }
        }
        var trailing: [Item] = []
        var end = columns - 1
        for command in right.reversed() {
            let item = Self.item(command, in: context, column: 0)
            let column = end - item.columns
            trailing.insert(Self.item(command, in: context, column: column), at: 0)
            end = column - 3
        }
        var column = 1
        var leading: [Item] = []
        for command in left {
            let item = Self.item(command, in: context, column: column)
            guard column + item.columns <= end else {
                break
            }
            leading.append(item)
            column += item.columns + 3
        }
        items = leading + trailing
    }

    /// The command of a click.
    func command(at column: Int) -> Command? {
        items.first { column >= $0.column && column < $0.column + $0.columns }?.command
    }

    private static func item(_ command: Command, in context: KeyContext, column: Int) -> Item {
        let pairs: [Command: Command] = [
            .previousStep: .nextStep, .increaseAlpha: .decreaseAlpha, .up: .down, .panLeft: .panRight,
            .tenthBack: .tenthForward, .moveDividerLeft: .moveDividerRight, .zoomIn: .zoomOut,
        ]
        var keys = label(of: command, in: context)
        if let partner = pairs[command] {
            keys += label(of: partner, in: context)
        }
        return Item(command: command, keys: keys, hint: hint(of: command, in: context), column: column)
    }

    private static func label(of command: Command, in context: KeyContext) -> String {
        KeyTable.keys(of: command, in: context).first?.label ?? ""
    }

    private static func hint(of command: Command, in context: KeyContext) -> String {
        switch (command, context) {
        case (.accept, .picker): "open"
        case (.accept, .runTo): "run"
        case (.accept, .export): "write"
        case (.accept, .confirmation): "yes"
        case (.accept, .palette): "do it"
        case (.close, .confirmation): "no"
        case (.up, .help), (.up, .helpFilter): "scroll"
        case (.up, .runTo): "change"
        default: command.hint
        }
    }

    private static func commands(for state: ExplorerState) -> (left: [Command], right: [Command]) {
        switch state.mode {
        case .explore:
            return (sessionCommands(state), [.help, .quit])
        case .pan:
            return ([.panLeft, .zoomIn, .resetView, .toggleSplit, .step, .close], [.help, .quit])
        case .picker:
            return ([.accept, .up, .nextPlace, .parentFolder, .toggleAllFiles, .usePlainPicture], [.help, .close])
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

    private static func sessionCommands(_ state: ExplorerState) -> [Command] {
        if state.content.picture == nil || state.style.picture == nil {
            return [.pickContent, .pickStyle, .palette, .nextScreen]
        }
        if state.run != nil {
            return [.cancelRun, .step, .previousStep, .toggleSplit, .zoomIn, .nextScreen]
        }
        if state.history.lastStep == 0 {
            return [.step, .runTo, .pickContent, .pickStyle, .increaseAlpha, .toggleSampling, .palette, .nextScreen]
        }
        return [
            .step, .runTo, .previousStep, .toggleSplit, .exportFrame, .resample, .undo, .pickContent, .pickStyle,
            .tenthBack, .increaseAlpha, .startPanning, .exportAll, .palette, .nextScreen,
        ]
    }
}
