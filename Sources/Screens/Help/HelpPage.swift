/// A screen's help, made from its key table.
package struct HelpPage<Context: KeyContext, Command: ScreenCommand>: Sendable {
    private let table: KeyTable<Context, Command>
    private let notes: @Sendable (Context) -> [(keys: String, title: String)]

    /// - Parameter notes: what stands below a context's keys: what the mouse does, and keys that are in no table.
    package init(
        _ table: KeyTable<Context, Command>, notes: @escaping @Sendable (Context) -> [(keys: String, title: String)]
    ) {
        (self.table, self.notes) = (table, notes)
    }

    /// Every line of every context; with a filter, those whose keys or words match it.
    package func lines(filter: String = "") -> [HelpLine] {
        let nameFilter = NameFilter(filter)
        var lines: [HelpLine] = []
        for context in Context.allCases {
            let entries = entries(in: context).filter { entry in
                nameFilter.isEmpty || nameFilter.score(entry.title) != nil || entry.keys.contains(filter)
            }
            guard !entries.isEmpty else { continue }
            if !lines.isEmpty { lines.append(.blank) }
            lines.append(.heading(context.title))
            lines += entries.map { .entry(keys: $0.keys, title: $0.title) }
        }
        return lines
    }

    private func entries(in context: Context) -> [(keys: String, title: String)] {
        let bound = table.bindings(in: context).compactMap { binding -> (keys: String, title: String)? in
            switch binding.command.helpEntry {
            case .own: (binding.label, binding.command.title)
            case .shared(let keys, let title): (keys, title)
            case .elsewhere: nil
            }
        }
        return bound + notes(context)
    }
}
