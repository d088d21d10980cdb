/// A key with the modifiers held.
package struct Key: Sendable, Hashable {
    /// Which key.
    package enum Code: Sendable, Hashable {
        /// A key that writes: letters as typed (shifted ones in upper case), space, digits, signs.
        case character(Character)
        /// Arrow keys.
        case up, down, left, right
        /// The keys above the arrows.
        case home, end, pageUp, pageDown, insert, delete
        /// Tab, and Tab with Shift.
        case tab, backTab
        /// Return.
        case enter
        /// Escape.
        case escape
        /// Backspace, whichever byte the terminal sends for it.
        case backspace
        /// F1 to F20.
        case function(Int)
    }

    /// Which key.
    package var code: Code
    /// The modifiers held.
    package var modifiers: Modifiers

    /// A key, without modifiers unless given.
    package init(_ code: Code, _ modifiers: Modifiers = []) {
        self.code = code
        self.modifiers = modifiers
    }

    /// A key that writes.
    package static func character(_ character: Character) -> Key { Key(.character(character)) }
    /// A function key.
    package static func function(_ number: Int) -> Key { Key(.function(number)) }
    /// A letter with Control; `letter` in lower case.
    package static func control(_ letter: Character) -> Key { Key(.character(letter), .control) }
    /// A key with Alt.
    package static func alt(_ character: Character) -> Key { Key(.character(character), .alt) }
    /// Arrow up.
    package static let up = Key(.up)
    /// Arrow down.
    package static let down = Key(.down)
    /// Arrow left.
    package static let left = Key(.left)
    /// Arrow right.
    package static let right = Key(.right)
    /// Home.
    package static let home = Key(.home)
    /// End.
    package static let end = Key(.end)
    /// Page up.
    package static let pageUp = Key(.pageUp)
    /// Page down.
    package static let pageDown = Key(.pageDown)
    /// Insert.
    package static let insert = Key(.insert)
    /// Delete.
    package static let delete = Key(.delete)
    /// Tab.
    package static let tab = Key(.tab)
    /// Tab with Shift.
    package static let backTab = Key(.backTab)
    /// Return.
    package static let enter = Key(.enter)
    /// Escape.
    package static let escape = Key(.escape)
    /// Backspace.
    package static let backspace = Key(.backspace)
    /// The space bar.
    package static let space = Key(.character(" "))
}
