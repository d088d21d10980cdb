/// Which part of a bitmap a placement shows. Either is scaled to the largest size that fits the rectangle with the
/// pixels' aspect kept, and centred.
package enum ImageFit: Sendable, Hashable {
    /// The whole bitmap.
    case contain
    /// A part of it, in the bitmap's pixels, for zoom and pan. Clamped to the bitmap.
    case crop(PixelRect)

    /// The pixels of `bitmap` that are shown.
    package func source(in bitmap: Bitmap) -> PixelRect {
        switch self {
        case .contain: PixelRect(x: 0, y: 0, width: bitmap.width, height: bitmap.height)
        case .crop(let rect): rect.clamped(width: bitmap.width, height: bitmap.height)
        }
    }
}
