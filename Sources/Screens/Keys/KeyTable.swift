import Terminal

/// The one table that a screen's keys are dispatched by and that its help and status bar are made from.
package struct KeyTable<Context: KeyContext, Command: ScreenCommand>: Sendable, Equatable {
    private let bindings: [Context: [KeyBinding<Command>]]
    private let commands: [Context: [Key: Command]]

    /// Of the bindings of each context, in the order of the help page.
    package init(_ bindings: (Context) -> [KeyBinding<Command>]) {
        let all = Context.allCases.map { ($0, bindings($0)) }
        self.bindings = Dictionary(uniqueKeysWithValues: all)
        commands = Dictionary(
            uniqueKeysWithValues: all.map { context, bindings in
                let pairs = bindings.flatMap { binding in binding.keys.map { ($0, binding.command) } }
                return (context, Dictionary(pairs) { first, _ in first })
            })
    }

    /// The same with other keys for some commands of a context. A key that gets another command leaves the one it had; a command
    /// that is left without keys is reached from the palette.
    package func rebinding(_ context: Context, _ changes: [Command: [Key]]) -> KeyTable {
        let taken = Set(changes.values.joined())
        return KeyTable { other in
            if other != context { return bindings(in: other) }
            return bindings(in: context).map { binding in
                KeyBinding(binding.command, changes[binding.command] ?? binding.keys.filter { !taken.contains($0) })
            }
        }
    }

    /// The command of a key; nil where the context has none for it.
    package func command(for key: Key, in context: Context) -> Command? { commands[context]?[key] }

    /// The bindings of a context in the order of the help page.
    package func bindings(in context: Context) -> [KeyBinding<Command>] { bindings[context] ?? [] }

    /// The keys of a command in a context; empty where it has none.
    package func keys(of command: Command, in context: Context) -> [Key] {
        bindings(in: context).first { $0.command == command }?.keys ?? []
    }

    /// The shortest name of a command's keys, of equally short ones the first; empty where the context has none.
    package func label(of command: Command, in context: Context) -> String {
        keys(of: command, in: context).map(\.label).min { $0.count < $1.count } ?? ""
    }
}

/// The keys of one command in one context.
package struct KeyBinding<Command: Sendable & Equatable>: Sendable, Equatable {
    package let keys: [Key]
    package let command: Command

    package init(_ command: Command, _ keys: Key...) { self.init(command, keys) }

    package init(_ command: Command, _ keys: [Key]) {
        self.command = command
        self.keys = keys
    }

    /// All keys, as help writes them.
    package var label: String { keys.map(\.label).joined(separator: "  ") }
}

/// Where a screen's keys go; each context has its own part of the key table.
package protocol KeyContext: Hashable, CaseIterable, Sendable {
    /// Heading in the help page.
    var title: String { get }
}

/// Something that a key, a click or a palette can ask a screen for.
package protocol ScreenCommand: Hashable, Sendable {
    /// What it does, in the words of the help page and the palette.
    var title: String { get }
    /// One or two words for the status bar.
    var hint: String { get }
    /// What it does to a line of text; nil for nothing.
    var textEdit: TextEdit? { get }
    /// Its line in the help page.
    var helpEntry: HelpEntry { get }
}

/// How a command stands in a help page.
package enum HelpEntry: Equatable, Sendable {
    /// With its own keys and title.
    case own
    /// Several commands of one kind in one line.
    case shared(keys: String, title: String)
    /// In the line of another one.
    case elsewhere
}

extension ScreenCommand {
    package var textEdit: TextEdit? { nil }
    package var helpEntry: HelpEntry { .own }
}
