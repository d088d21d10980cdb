/// A rectangle of a bitmap's pixels; (0, 0) is the upper left pixel.
package struct PixelRect: Sendable, Hashable {
    /// Leftmost pixel column.
    package var x: Int
    /// Topmost pixel row.
    package var y: Int
    /// Width in pixels.
    package var width: Int
    /// Height in pixels.
    package var height: Int

    /// The rectangle whose upper left pixel is (`x`, `y`).
    package init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// The part inside a bitmap of `width` × `height` pixels, moved inside and at least one pixel large.
    func clamped(width boundWidth: Int, height boundHeight: Int) -> PixelRect {
        let clampedWidth = min(max(1, width), boundWidth)
        let clampedHeight = min(max(1, height), boundHeight)
        return PixelRect(
            x: min(max(0, x), boundWidth - clampedWidth), y: min(max(0, y), boundHeight - clampedHeight),
            width: clampedWidth, height: clampedHeight)
    }
}
