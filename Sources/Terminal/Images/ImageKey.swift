/// What makes one encoded picture differ from another.
struct ImageKey: Sendable, Hashable {
    let bitmapID: Int
    let source: PixelRect
    let samples: PixelSize
    let encoding: ImageEncoding
}
