import Terminal

extension Key {
    /// A key by its name in the settings: a character, a name such as `space`, `up` or `f5`, with `ctrl-`, `alt-` or `shift-`
    /// before it. Nil where there is no such key.
    package init?(named name: String) {
        var rest = name
        var modifiers: Modifiers = []
        let prefixes: [(String, Modifiers)] = [("ctrl-", .control), ("alt-", .alt), ("shift-", .shift)]
        while let (prefix, modifier) = prefixes.first(where: {
            rest.lowercased().hasPrefix($0.0) && rest.count > $0.0.count
        }) {
            modifiers.insert(modifier)
            rest.removeFirst(prefix.count)
        }
        if rest.count == 1, let character = rest.first {
            if modifiers.contains(.control) {
                let letter = Character(character.lowercased())
                // These are tab, enter and backspace to a terminal.
                guard letter.isLetter, letter.isASCII, !"hijm".contains(letter), !modifiers.contains(.shift) else {
                    return nil
                }
                self.init(.character(letter), modifiers)
            } else if modifiers.contains(.shift) {
                guard character.isLetter, let capital = character.uppercased().first else { return nil }
                self.init(.character(capital), modifiers.subtracting(.shift))
            } else {
                self.init(.character(character), modifiers)
            }
            return
        }
        guard let code = Self.codes[rest.lowercased()] ?? Self.function(rest) else { return nil }
        if code == .character(" "), modifiers.contains(.shift) { return nil }
        let isBackTab = code == .tab && modifiers.contains(.shift)
        self.init(isBackTab ? .backTab : code, isBackTab ? modifiers.subtracting(.shift) : modifiers)
    }

    private static let codes: [String: Code] = [
        "space": .character(" "), "up": .up, "down": .down, "left": .left, "right": .right, "home": .home, "end": .end,
        "pageup": .pageUp, "pagedown": .pageDown, "tab": .tab, "enter": .enter, "escape": .escape, "esc": .escape,
        "backspace": .backspace, "delete": .delete, "insert": .insert,
    ]

    private static func function(_ name: String) -> Code? {
        guard name.lowercased().hasPrefix("f"), let number = Int(name.dropFirst()), (1...24).contains(number) else {
            return nil
        }
        return .function(number)
    }
}
