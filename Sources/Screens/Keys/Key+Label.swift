import Terminal

extension Key {
    package static func shift(_ code: Code) -> Key { Key(code, .shift) }

    /// The character that the key types into a field; nil for every other key.
    package var typedCharacter: Character? {
        guard case .character(let character) = code, modifiers.isDisjoint(with: [.control, .alt]) else {
            return nil
        }
        return character
    }

    /// The key as help and status bar write it: "Space", "Ctrl-R", "Shift-←".
    package var label: String {
        var label = bareLabel
        if modifiers.contains(.shift), code != .backTab {
            label = "Shift-" + label
        }
        if modifiers.contains(.alt) {
            label = "Alt-" + label
        }
        return modifiers.contains(.control) ? "Ctrl-" + label : label
    }

    private var bareLabel: String {
        switch code {
        case .character(" "): "Space"
        case .character(let character): modifiers.contains(.control) ? character.uppercased() : String(character)
        case .up: "↑"
        case .down: "↓"
        case .left: "←"
        case .right: "→"
        case .home: "Home"
        case .end: "End"
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        case .tab: "Tab"
        case .backTab: "Shift-Tab"
        case .enter: "Enter"
        case .escape: "Esc"
        case .backspace: "Backspace"
        case .delete: "Del"
        case .insert: "Ins"
        case .function(let number): "F\(number)"
        }
    }
}
