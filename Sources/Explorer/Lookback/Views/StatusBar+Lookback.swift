import Terminal

extension StatusBar where Command == LookbackCommand {
    /// The looking-back screen's.
    init(state: LookbackState, columns: Int) {
        var left: [LookbackCommand] = [.previousStep, .laterMoment, .toggleReplay, .newestMoment]
        if state.runs.count > 1 { left.append(.nextRun) }
        left += [.nextContent, .nextStyle, .cycleSide, .export]
        if state.screens.count > 1 { left.append(.nextScreen) }
        var right: [LookbackCommand] = [.help, .quit]
        if state.context == .help { (left, right) = ([.up, .pageDown], [.close]) }
        self.init(left: left, right: right, columns: columns) { Self.text(of: $0, state) }
    }

    private static func text(of command: LookbackCommand, _ state: LookbackState) -> (keys: String, hint: String) {
        let partners: [LookbackCommand: LookbackCommand] = [
            .previousStep: .nextStep, .laterMoment: .earlierMoment, .up: .down,
        ]
        var keys = LookbackKeys.table.label(of: command, in: state.context)
        if let partner = partners[command] { keys += LookbackKeys.table.label(of: partner, in: state.context) }
        var hint = command.hint
        if command == .cycleSide { hint = "\(state.shortSide) px" }
        if command == .toggleReplay, state.replay != nil { hint = "stop" }
        return (keys, hint)
    }
}
