/// An editing command of a line of text, whichever screen's key it came from.
enum TextEdit: Sendable {
    case deleteBackward
    case deleteForward
    case deleteWord
    case deleteToStart
    case left
    case right
    case start
    case end
}

extension Command {
    /// What the command does to a line of text; nil for nothing.
    var textEdit: TextEdit? {
        switch self {
        case .deleteBackward: .deleteBackward
        case .deleteForward: .deleteForward
        case .deleteWord: .deleteWord
        case .deleteToStart: .deleteToStart
        case .cursorLeft: .left
        case .cursorRight: .right
        case .toTop: .start
        case .toBottom: .end
        default: nil
        }
    }
}

extension WatchCommand {
    /// What the command does to a line of text; nil for nothing.
    var textEdit: TextEdit? {
        switch self {
        case .deleteBackward: .deleteBackward
        case .deleteForward: .deleteForward
        case .deleteWord: .deleteWord
        case .deleteToStart: .deleteToStart
        case .fieldLeft: .left
        case .fieldRight: .right
        case .fieldStart: .start
        case .fieldEnd: .end
        default: nil
        }
    }
}
