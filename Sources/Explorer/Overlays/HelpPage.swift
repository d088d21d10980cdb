/// The help page, made from the key table.
enum HelpPage {
    /// Every binding of every context; with a filter, those whose keys or words match it.
    static func lines(filter: String) -> [HelpLine] {
        let nameFilter = NameFilter(filter)
        var lines: [HelpLine] = []
        for context in KeyContext.allCases {
            let entries = entries(in: context).filter { entry in
                nameFilter.isEmpty || nameFilter.score(entry.title) != nil || entry.keys.contains(filter)
            }
            guard !entries.isEmpty else {
                continue
            }
            if !lines.isEmpty {
                lines.append(.blank)
            }
            lines.append(.heading(context.title))
            lines += entries.map { .entry(keys: $0.keys, title: $0.title) }
        }
        return lines
    }

    private static func entries(in context: KeyContext) -> [(keys: String, title: String)] {
        var entries: [(keys: String, title: String)] = []
        for binding in ExplorerKeys.table.bindings(in: context) {
            if case .jump(let step) = binding.command {
                // Ten bindings of one kind read better as one line.
                if step == 1 {
                    entries.append((keys: "1 … 9, 0", title: "Go to step 1 … 9, 10"))
                }
                continue
            }
            entries.append((keys: binding.label, title: binding.command.title))
        }
        if context == .explore {
            entries.append((keys: "Drag", title: "The slider, the divider, the zoomed frame"))
            entries.append((keys: "Click", title: "A thumbnail, a screen's name, a key in the status bar"))
            entries.append((keys: "Wheel", title: "Scrub; with Ctrl: zoom"))
            entries.append((keys: "Shift-drag", title: "Select text, in most terminals"))
        }
        return entries
    }
}
