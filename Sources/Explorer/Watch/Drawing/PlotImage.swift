import Terminal

/// A chart's plot drawn as a picture, and what it was drawn from.
struct PlotImage: Sendable {
    /// What decides every pixel.
    struct Signature: Equatable, Sendable {
        let range: ClosedRange<Double>
        let axis: VerticalAxis
        let smoothing: Double
        let lines: [LineKey]
        let counts: [Int]
        let width: Int
        let height: Int
        let tone: BackgroundTone

        /// Whether a picture of this serves in place of one of `wanted`: all that differs is that the curves have grown at
        /// their end, by less than a hundredth of the width, and the height's scale has moved by less than half of that. To
        /// draw and encode every chart for each new point of a live run would keep a processor busy for what nobody sees.
        func serves(for wanted: Signature) -> Bool {
            let growth = wanted.range.upperBound - range.upperBound
            let length = wanted.range.upperBound - wanted.range.lowerBound
            let height = axis.range.upperBound - axis.range.lowerBound
            let shift = max(
                abs(axis.range.lowerBound - wanted.axis.range.lowerBound),
                abs(axis.range.upperBound - wanted.axis.range.upperBound))
            let isSameScale = axis == wanted.axis || axis.scale == wanted.axis.scale && shift < 0.005 * height
            return isSameScale && smoothing == wanted.smoothing && lines == wanted.lines
                && width == wanted.width && self.height == wanted.height && tone == wanted.tone
                && range.lowerBound == wanted.range.lowerBound && growth >= 0 && growth < 0.01 * length
                && zip(counts, wanted.counts).allSatisfy { $0 <= $1 }
        }
    }

    let signature: Signature
    let bitmap: Bitmap

    /// The part of the picture under one column of cells, with a line from top to bottom: it covers that column, and the
    /// picture itself, whose encoding takes long, stays as it is.
    /// - Parameters:
    ///   - fraction: where the line stands, from left to right.
    ///   - columns: cells that the picture takes.
    func cursorStrip(at fraction: Double, columns: Int) -> (column: Int, bitmap: Bitmap) {
        let x = min(max(0, Int(fraction * Double(bitmap.width))), bitmap.width - 1)
        let cell = max(1, bitmap.width / max(1, columns))
        let column = min(x / cell, max(0, columns - 1))
        let left = column * cell
        let ink: [UInt8] = signature.tone == .dark ? [216, 218, 226] : [34, 36, 44]
        var rgb: [UInt8] = []
        rgb.reserveCapacity(3 * cell * bitmap.height)
        for y in 0..<bitmap.height {
            for place in left..<left + cell {
                let pixel = 3 * (y * bitmap.width + place)
                rgb += place == x ? ink[...] : bitmap.rgb[pixel..<pixel + 3]
            }
        }
        return (column, Bitmap(width: cell, height: bitmap.height, rgb: rgb))
    }
}
