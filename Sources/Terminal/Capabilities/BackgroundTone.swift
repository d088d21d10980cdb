/// Whether a terminal shows light text on dark or dark text on light.
package enum BackgroundTone: Sendable, Hashable {
    /// A bright background: choose dark colours.
    case light
    /// A dark background: choose bright colours.
    case dark
}
