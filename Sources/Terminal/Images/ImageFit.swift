/// Which part of a bitmap a placement shows, and how large: scaled to the largest size that fits the rectangle with the
/// pixels' aspect kept, or as it is; centred.
package enum ImageFit: Sendable, Hashable {
    /// The whole bitmap.
    case contain
    /// The whole bitmap pixel by pixel; where it is too large, as `contain`.
    case actual
    /// A part of it, in the bitmap's pixels, for zoom and pan. Clamped to the bitmap.
    case crop(PixelRect)

    /// The pixels of `bitmap` that are shown.
    package func source(in bitmap: Bitmap) -> PixelRect {
        switch self {
        case .contain, .actual: PixelRect(x: 0, y: 0, width: bitmap.width, height: bitmap.height)
        case .crop(let rect): rect.clamped(width: bitmap.width, height: bitmap.height)
        }
    }
}
