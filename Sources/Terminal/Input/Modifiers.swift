/// Keys held while another key or a mouse button is used.
package struct Modifiers: OptionSet, Sendable, Hashable {
    /// Bits as xterm counts them, less one: 1 Shift, 2 Alt, 4 Control.
    package let rawValue: Int

    /// A set from its bits.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Shift; a shifted character comes as that character, without it.
    package static let shift = Modifiers(rawValue: 1)
    /// Alt (Meta).
    package static let alt = Modifiers(rawValue: 2)
    /// Control; `Ctrl-A` comes as the character "a" with this.
    package static let control = Modifiers(rawValue: 4)
}
