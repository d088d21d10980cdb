/// What a terminal says of a picture's command: `ESC _ G i=number … ; OK` or a reason.
struct KittyAnswer: Sendable, Hashable {
    /// The picture's number.
    let id: Int
    /// `OK`, or a name of an error and a text.
    let message: String
    /// Whether it is of a command that places what was sent before.
    let isOfPlacement: Bool

    var isSuccess: Bool { message == "OK" }

    /// Reads what follows `ESC _`, with or without the end; nil where it is something else.
    init?(_ text: String) {
        guard text.hasPrefix("G"), let semicolon = text.firstIndex(of: ";") else { return nil }
        let keys = text[text.index(after: text.startIndex)..<semicolon].split(separator: ",")
        guard let id = keys.first(where: { $0.hasPrefix("i=") }).flatMap({ Int($0.dropFirst(2)) }) else { return nil }
        self.id = id
        isOfPlacement = keys.contains { $0.hasPrefix("p=") }
        message = String(text[text.index(after: semicolon)...].prefix { $0 != "\u{1B}" })
    }
}
