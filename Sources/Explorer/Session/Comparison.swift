import Terminal

/// The content beside the frame that is shown, as one picture: while the divider moves the old one stays on the screen
/// until the new one is encoded.
struct Comparison: Equatable, Sendable {
    /// What one picture is composed of.
    struct Request: Equatable, Sendable {
        /// Left of the divider.
        let before: Bitmap
        /// Right of it, of the same size.
        let after: Bitmap
        /// Pixel column in the middle of the divider.
        let column: Int
        /// Pixels across the divider.
        let lineWidth: Int
    }

    /// The newest request; older ones that are answered late are left out.
    var wanted: Request?
    /// The last answer.
    var bitmap: Bitmap?
}
