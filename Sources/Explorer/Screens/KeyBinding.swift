import Terminal

/// The keys of one command in one context.
struct KeyBinding<Command: Sendable>: Sendable {
    let keys: [Key]
    let command: Command

    init(_ command: Command, _ keys: Key...) {
        self.command = command
        self.keys = keys
    }

    /// All keys, as help writes them.
    var label: String { keys.map(\.label).joined(separator: "  ") }
}
