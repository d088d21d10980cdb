import Terminal

/// The keys of one command in one context.
struct KeyBinding: Equatable, Sendable {
    let keys: [Key]
    let command: Command

    init(_ command: Command, _ keys: Key...) {
        self.command = command
        self.keys = keys
    }
}
