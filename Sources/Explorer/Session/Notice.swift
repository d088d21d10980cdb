/// One line of news above the status bar.
struct Notice: Equatable, Sendable {
    enum Kind: Sendable {
        case information
        case success
        case warning
        case failure
    }

    let kind: Kind
    let text: String

    static func information(_ text: String) -> Notice { Notice(kind: .information, text: text) }
    static func success(_ text: String) -> Notice { Notice(kind: .success, text: text) }
    static func warning(_ text: String) -> Notice { Notice(kind: .warning, text: text) }
    static func failure(_ text: String) -> Notice { Notice(kind: .failure, text: text) }
}
