import Terminal

/// The keys that matter now, laid out in one row: what to do at the left, help and quit at the right.
struct LookbackStatusBar: Equatable {
    struct Item: Equatable {
        let command: LookbackCommand
        let keys: String
        let hint: String
        /// First column.
        let column: Int

        var columns: Int { CharacterWidth.columns(keys) + 1 + CharacterWidth.columns(hint) }
    }

    let items: [Item]

    init(state: LookbackState, columns: Int) {
        let context = state.context
        var left: [LookbackCommand] = [.previousStep, .laterMoment, .toggleReplay, .newestMoment]
        if state.runs.count > 1 { left.append(.nextRun) }
        left += [.nextContent, .nextStyle, .cycleSide, .export]
        if state.screens.count > 1 { left.append(.nextScreen) }
        var right: [LookbackCommand] = [.help, .quit]
        if context == .help { (left, right) = ([.up, .pageDown], [.close]) }
        var trailing: [Item] = []
        var end = columns - 1
        for command in right.reversed() {
            let width = Self.item(command, state, column: 0).columns
            trailing.insert(Self.item(command, state, column: end - width), at: 0)
            end -= width + 3
        }
        var column = 1
        var leading: [Item] = []
        for command in left {
            let item = Self.item(command, state, column: column)
            guard column + item.columns <= end else { break }
            leading.append(item)
            column += item.columns + 3
        }
        items = leading + trailing
    }

    /// The command of a click.
    func command(at column: Int) -> LookbackCommand? {
        items.first { column >= $0.column && column < $0.column + $0.columns }?.command
    }

    private static func item(_ command: LookbackCommand, _ state: LookbackState, column: Int) -> Item {
        let partners: [LookbackCommand: LookbackCommand] = [
            .previousStep: .nextStep, .laterMoment: .earlierMoment, .up: .down,
        ]
        var keys = LookbackKeyTable.label(of: command, in: state.context)
        if let partner = partners[command] { keys += LookbackKeyTable.label(of: partner, in: state.context) }
        var hint = command.hint
        if command == .cycleSide { hint = "\(state.shortSide) px" }
        if command == .toggleReplay, state.replay != nil { hint = "stop" }
        return Item(command: command, keys: keys, hint: hint, column: column)
    }
}
