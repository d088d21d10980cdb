/// Where a placement's picture comes to lie: its size in the terminal's pixels and the cells it covers.
struct ImageLayout: Sendable, Hashable {
    /// The bitmap's pixels that are shown.
    let source: PixelRect
    /// Size on the screen in pixels.
    let pixels: PixelSize
    /// The cells that the picture touches; its upper left pixel is that of the upper left cell.
    let rect: Rect

    /// `maximum` is the largest picture that the terminal takes.
    init(placement: ImagePlacement, cell: PixelSize, maximum: PixelSize? = nil) {
        source = placement.fit.source(in: placement.bitmap)
        var boundWidth = placement.rect.columns * cell.width
        var boundHeight = placement.rect.rows * cell.height
        if let maximum {
            boundWidth = min(boundWidth, maximum.width)
            boundHeight = min(boundHeight, maximum.height)
        }
        guard boundWidth > 0, boundHeight > 0 else {
            pixels = PixelSize(width: 0, height: 0)
            rect = Rect(column: placement.rect.column, row: placement.rect.row, columns: 0, rows: 0)
            return
        }
        // The limiting direction takes all of its bound, exactly; the other is rounded.
        if boundWidth * source.height <= boundHeight * source.width {
            let height = (2 * boundWidth * source.height + source.width) / (2 * source.width)
            pixels = PixelSize(width: boundWidth, height: min(boundHeight, max(1, height)))
        } else {
            let width = (2 * boundHeight * source.width + source.height) / (2 * source.height)
            pixels = PixelSize(width: min(boundWidth, max(1, width)), height: boundHeight)
        }
        let columns = (pixels.width + cell.width - 1) / cell.width
        let rows = (pixels.height + cell.height - 1) / cell.height
        rect = Rect(
            column: placement.rect.column + (placement.rect.columns - columns) / 2,
            row: placement.rect.row + (placement.rect.rows - rows) / 2, columns: columns, rows: rows)
    }
}
