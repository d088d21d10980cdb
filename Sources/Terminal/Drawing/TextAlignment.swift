/// Where text lies in a wider rectangle.
package enum TextAlignment: Sendable, Hashable {
    /// At the left.
    case leading
    /// In the middle.
    case center
    /// At the right.
    case trailing
}
