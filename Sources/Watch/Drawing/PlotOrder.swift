import Terminal

/// A chart's plot that is to be drawn as a picture, away from the UI thread: all that its pixels follow from.
struct PlotOrder: Sendable {
    /// What tells one order from another.
    struct Key: Equatable, Sendable {
        let signature: PlotImage.Signature
        /// Where the value cursor stands, in pixels; nil for none.
        let cursor: Int?
    }

    let chart: Chart.ID
    let key: Key
    /// The picture where it is there already, so that the cursor alone moves.
    let base: PlotImage?
    let content: ChartContent
    let axis: VerticalAxis
    /// Places of the axes' ticks, in their units.
    let ticks: [Double]
    let marks: [Double]
    /// Cells that the picture takes.
    let columns: Int

    func drawn() -> PlotImage {
        (base ?? plot()).withCursor(at: key.cursor, columns: columns)
    }

    private func plot() -> PlotImage {
        let signature = key.signature
        var raster = PlotRaster(width: signature.width, height: signature.height, tone: signature.tone)
        raster.draw(content, axis: axis, ticks: ticks, marks: marks)
        return PlotImage(
            signature: signature,
            bitmap: Bitmap(width: signature.width, height: signature.height, rgb: raster.bytes))
    }
}
