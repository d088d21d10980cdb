import Terminal

/// The one table that a screen's keys are dispatched by and that its help and status bar are made from.
struct KeyTable<Context: Hashable & CaseIterable & Sendable, Command: Equatable & Sendable>: Sendable {
    private let bindings: [Context: [KeyBinding<Command>]]
    private let commands: [Context: [Key: Command]]

    /// Of the bindings of each context, in the order of the help page.
    init(_ bindings: (Context) -> [KeyBinding<Command>]) {
        let all = Context.allCases.map { ($0, bindings($0)) }
        self.bindings = Dictionary(uniqueKeysWithValues: all)
        commands = Dictionary(
            uniqueKeysWithValues: all.map { context, bindings in
                let pairs = bindings.flatMap { binding in binding.keys.map { ($0, binding.command) } }
                return (context, Dictionary(pairs) { first, _ in first })
            })
    }

    /// The command of a key; nil where the context has none for it.
    func command(for key: Key, in context: Context) -> Command? { commands[context]?[key] }

    /// The bindings of a context in the order of the help page.
    func bindings(in context: Context) -> [KeyBinding<Command>] { bindings[context] ?? [] }

    /// The keys of a command in a context; empty where it has none.
    func keys(of command: Command, in context: Context) -> [Key] {
        bindings(in: context).first { $0.command == command }?.keys ?? []
    }

    /// The shortest name of a command's keys, of equally short ones the first; empty where the context has none.
    func label(of command: Command, in context: Context) -> String {
        keys(of: command, in: context).map(\.label).min { $0.count < $1.count } ?? ""
    }
}
