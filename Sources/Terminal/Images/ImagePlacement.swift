/// A bitmap in a rectangle of cells.
public struct ImagePlacement: Sendable, Hashable {
    /// What to show.
    public var bitmap: Bitmap
    /// Where: the picture lies inside, never outside. Rows below the second last of the screen are not used.
    public var rect: Rect
    /// Which part of the bitmap.
    public var fit: ImageFit

    /// Shows `bitmap`, or the part that `fit` names, as large as `rect` allows.
    public init(bitmap: Bitmap, rect: Rect, fit: ImageFit = .contain) {
        self.bitmap = bitmap
        self.rect = rect
        self.fit = fit
    }

    /// The cells that the picture covers, wholly or in part, on a terminal whose cells measure `cellPixelSize`.
    public func coveredRect(cellPixelSize: PixelSize) -> Rect {
        ImageLayout(placement: self, cell: cellPixelSize).rect
    }

    /// The bitmap's pixel shown in the middle of a cell, for a mouse's position; nil outside the picture.
    public func pixel(at position: Position, cellPixelSize: PixelSize) -> (x: Int, y: Int)? {
        let layout = ImageLayout(placement: self, cell: cellPixelSize)
        let x = (position.column - layout.rect.column) * cellPixelSize.width + cellPixelSize.width / 2
        let y = (position.row - layout.rect.row) * cellPixelSize.height + cellPixelSize.height / 2
        guard layout.rect.contains(position), x < layout.pixels.width, y < layout.pixels.height else { return nil }
        return (
            layout.source.x + x * layout.source.width / layout.pixels.width,
            layout.source.y + y * layout.source.height / layout.pixels.height
        )
    }
}
