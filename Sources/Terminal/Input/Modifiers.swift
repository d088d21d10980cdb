/// Keys held while another key or a mouse button is used.
public struct Modifiers: OptionSet, Sendable, Hashable {
    /// Bits as xterm counts them, less one: 1 Shift, 2 Alt, 4 Control.
    public let rawValue: Int

    /// A set from its bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Shift; a shifted character comes as that character, without it.
    public static let shift = Modifiers(rawValue: 1)
    /// Alt (Meta).
    public static let alt = Modifiers(rawValue: 2)
    /// Control; `Ctrl-A` comes as the character "a" with this.
    public static let control = Modifiers(rawValue: 4)
}
