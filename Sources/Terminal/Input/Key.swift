/// A key with the modifiers held.
public struct Key: Sendable, Hashable {
    /// Which key.
    public enum Code: Sendable, Hashable {
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
    public var code: Code
    /// The modifiers held.
    public var modifiers: Modifiers

    /// A key, without modifiers unless given.
    public init(_ code: Code, _ modifiers: Modifiers = []) {
        self.code = code
        self.modifiers = modifiers
    }

    /// A key that writes.
    public static func character(_ character: Character) -> Key { Key(.character(character)) }
    /// A function key.
    public static func function(_ number: Int) -> Key { Key(.function(number)) }
    /// A letter with Control; `letter` in lower case.
    public static func control(_ letter: Character) -> Key { Key(.character(letter), .control) }
    /// A key with Alt.
    public static func alt(_ character: Character) -> Key { Key(.character(character), .alt) }
    /// Arrow up.
    public static let up = Key(.up)
    /// Arrow down.
    public static let down = Key(.down)
    /// Arrow left.
    public static let left = Key(.left)
    /// Arrow right.
    public static let right = Key(.right)
    /// Home.
    public static let home = Key(.home)
    /// End.
    public static let end = Key(.end)
    /// Page up.
    public static let pageUp = Key(.pageUp)
    /// Page down.
    public static let pageDown = Key(.pageDown)
    /// Insert.
    public static let insert = Key(.insert)
    /// Delete.
    public static let delete = Key(.delete)
    /// Tab.
    public static let tab = Key(.tab)
    /// Tab with Shift.
    public static let backTab = Key(.backTab)
    /// Return.
    public static let enter = Key(.enter)
    /// Escape.
    public static let escape = Key(.escape)
    /// Backspace.
    public static let backspace = Key(.backspace)
    /// The space bar.
    public static let space = Key(.character(" "))
}
