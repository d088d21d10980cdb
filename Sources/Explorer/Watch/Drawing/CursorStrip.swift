import Terminal

/// The part of a chart's picture under one column of cells, with the value cursor as a line from top to bottom. It covers
/// that column, so that the picture itself, whose encoding takes long, stays as it is.
struct CursorStrip: Sendable {
    /// The line's place, in pixels from the picture's left edge.
    let x: Int
    /// The column of cells that is covered.
    let column: Int
    let bitmap: Bitmap
    /// The strip with more of the line's colour: one column of pixels is too few for the choice of sixel colours, which
    /// looks at a sample.
    let palette: Bitmap

    /// - Parameters:
    ///   - x: inside the picture.
    ///   - columns: cells that the picture takes.
    init(at x: Int, in picture: Bitmap, columns: Int, tone: BackgroundTone) {
        let width = max(1, picture.width / max(1, columns))
        self.x = x
        column = min(x / width, max(0, columns - 1))
        let left = column * width
        let ink: [UInt8] = tone == .dark ? [216, 218, 226] : [34, 36, 44]
        var rgb: [UInt8] = []
        rgb.reserveCapacity(3 * width * picture.height)
        for y in 0..<picture.height {
            for place in left..<left + width {
                let pixel = 3 * (y * picture.width + place)
                rgb += place == x ? ink[...] : picture.rgb[pixel..<pixel + 3]
            }
        }
        bitmap = Bitmap(width: width, height: picture.height, rgb: rgb)
        let line = [[UInt8]](repeating: ink, count: width * picture.height).flatMap { $0 }
        palette = Bitmap(width: width, height: 2 * picture.height, rgb: rgb + line)
    }
}
