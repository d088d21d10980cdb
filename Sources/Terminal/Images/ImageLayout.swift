/// Where a placement's picture comes to lie: the samples it is made of and the cells it covers.
struct ImageLayout: Sendable, Hashable {
    /// The bitmap's pixels that are shown.
    let source: PixelRect
    /// The picture's extent in samples: pixels, or parts of cells for blocks, or cells for characters.
    let samples: PixelSize
    /// The cells that the picture touches; its upper left sample is that of the upper left cell.
    let rect: Rect

    /// Fits a placement's picture into its rectangle with the aspect of the terminal's pixels.
    init(_ placement: ImagePlacement, on capabilities: Capabilities) {
        let cell = capabilities.cellPixelSize
        let bounds = placement.rect
        source = placement.fit.source(in: placement.bitmap)
        var bound = PixelSize(width: bounds.columns * cell.width, height: bounds.rows * cell.height)
        if capabilities.graphics == .sixel, let maximum = capabilities.maximumSixelSize {
            bound = PixelSize(width: min(bound.width, maximum.width), height: min(bound.height, maximum.height))
        }
        guard bound.width > 0, bound.height > 0 else {
            samples = PixelSize(width: 0, height: 0)
            rect = Rect(column: bounds.column, row: bounds.row, columns: 0, rows: 0)
            return
        }
        let isActual = placement.fit == .actual && source.width <= bound.width && source.height <= bound.height
        let pixels =
            isActual
            ? PixelSize(width: source.width, height: source.height) : ImageLayout.contained(source, in: bound)
        let density = ImageLayout.samplesPerCell(on: capabilities)
        let unit = ImageLayout.samplesPerUnit(on: capabilities)
        // Whole units, rounded: pixels, half cells or cells.
        let across = density.width / unit.width
        let down = density.height / unit.height
        samples = PixelSize(
            width: unit.width * max(1, (2 * pixels.width * across + cell.width) / (2 * cell.width)),
            height: unit.height * max(1, (2 * pixels.height * down + cell.height) / (2 * cell.height)))
        let columns = (samples.width + density.width - 1) / density.width
        let rows = (samples.height + density.height - 1) / density.height
        rect = Rect(
            column: bounds.column + (bounds.columns - columns) / 2, row: bounds.row + (bounds.rows - rows) / 2,
            columns: columns, rows: rows)
    }

    /// Samples in a cell, across and down.
    static func samplesPerCell(on capabilities: Capabilities) -> PixelSize {
        if capabilities.graphics.showsPixels { return capabilities.cellPixelSize }
        let hasParts = capabilities.unicode && capabilities.imageColors >= .palette256
        return hasParts ? BlockEncoder.samplesPerCell : PixelSize(width: 1, height: 1)
    }

    /// Samples of the least that a picture is cut to, across and down.
    private static func samplesPerUnit(on capabilities: Capabilities) -> PixelSize {
        let density = samplesPerCell(on: capabilities)
        if capabilities.graphics.showsPixels || density == PixelSize(width: 1, height: 1) {
            return PixelSize(width: 1, height: 1)
        }
        return PixelSize(width: density.width, height: density.height / 2)
    }

    /// The largest size with the source's aspect; the direction that limits it takes all of its bound, exactly.
    private static func contained(_ source: PixelRect, in bound: PixelSize) -> PixelSize {
        if bound.width * source.height <= bound.height * source.width {
            let height = (2 * bound.width * source.height + source.width) / (2 * source.width)
            return PixelSize(width: bound.width, height: min(bound.height, max(1, height)))
        }
        let width = (2 * bound.height * source.width + source.height) / (2 * source.height)
        return PixelSize(width: min(bound.width, max(1, width)), height: bound.height)
    }
}
