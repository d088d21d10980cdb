/// A bitmap in a rectangle of cells.
package struct ImagePlacement: Sendable, Hashable {
    /// What to show.
    package var bitmap: Bitmap
    /// Where: the picture lies inside, never outside, and never in the screen's last row.
    package var rect: Rect
    /// Which part of the bitmap.
    package var fit: ImageFit
    /// How carefully it is encoded.
    package var quality: ImageQuality
    /// Where set, sixel colours are chosen from this bitmap, so that a sequence of pictures shares one palette and
    /// does not shimmer.
    package var palette: Bitmap?

    /// Shows `bitmap`, or the part that `fit` names, as large as `rect` allows.
    package init(
        bitmap: Bitmap, rect: Rect, fit: ImageFit = .contain, quality: ImageQuality = .refined, palette: Bitmap? = nil
    ) {
        self.bitmap = bitmap
        self.rect = rect
        self.fit = fit
        self.quality = quality
        self.palette = palette
    }

    /// The cells that the picture covers, wholly or in part.
    package func coveredRect(on capabilities: Capabilities) -> Rect {
        ImageLayout(self, on: capabilities).rect
    }

    /// The cells that the picture covers where it is shown in pixels and no bound on its size is known.
    package func coveredRect(cellPixelSize: PixelSize) -> Rect {
        coveredRect(on: Capabilities(graphics: .sixel, cellPixelSize: cellPixelSize))
    }

    /// The bitmap's pixel under the mouse: under `pixel` where the terminal tells it, else in the middle of the cell at
    /// `position`. Nil outside the picture.
    package func bitmapPixel(
        at position: Position, pixel: MouseEvent.PixelPosition? = nil, on capabilities: Capabilities
    ) -> (x: Int, y: Int)? {
        let layout = ImageLayout(self, on: capabilities)
        let cell = capabilities.cellPixelSize
        let density = ImageLayout.samplesPerCell(on: capabilities)
        let left = layout.rect.column * cell.width
        let top = layout.rect.row * cell.height
        let x = (pixel?.x ?? position.column * cell.width + cell.width / 2) - left
        let y = (pixel?.y ?? position.row * cell.height + cell.height / 2) - top
        let width = layout.samples.width * cell.width / density.width
        let height = layout.samples.height * cell.height / density.height
        guard x >= 0, y >= 0, x < width, y < height else { return nil }
        return (
            layout.source.x + x * layout.source.width / width, layout.source.y + y * layout.source.height / height
        )
    }
}
