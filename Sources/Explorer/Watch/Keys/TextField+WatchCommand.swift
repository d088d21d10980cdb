extension TextField {
    /// Carries out one of the dashboard's editing commands; others change nothing.
    mutating func edit(_ command: WatchCommand) {
        switch command {
        case .deleteBackward: deleteBackward()
        case .deleteForward: deleteForward()
        case .deleteWord: deleteWord()
        case .deleteToStart: deleteToStart()
        case .fieldLeft: move(by: -1)
        case .fieldRight: move(by: 1)
        case .fieldStart: moveToStart()
        case .fieldEnd: moveToEnd()
        default: break
        }
    }
}
