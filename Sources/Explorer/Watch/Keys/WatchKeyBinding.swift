import Terminal

/// The keys of one of the dashboard's commands in one context.
struct WatchKeyBinding: Equatable, Sendable {
    let keys: [Key]
    let command: WatchCommand

    init(_ command: WatchCommand, _ keys: Key...) {
        self.command = command
        self.keys = keys
    }
}
