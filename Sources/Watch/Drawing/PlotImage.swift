import Screens
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
        let looks: [LineLook]
        /// Of each line, how often its earlier points have changed.
        let restarts: [Int]
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
            return isSameScale && smoothing == wanted.smoothing && lines == wanted.lines && looks == wanted.looks
                && restarts == wanted.restarts
                && width == wanted.width && self.height == wanted.height && tone == wanted.tone
                && range.lowerBound == wanted.range.lowerBound && growth >= 0 && growth < 0.01 * length
                && zip(counts, wanted.counts).allSatisfy { $0 <= $1 }
        }
    }

    let signature: Signature
    let bitmap: Bitmap
    /// The value cursor; nil where it is not in the picture.
    private(set) var cursor: CursorStrip?

    init(signature: Signature, bitmap: Bitmap) {
        self.signature = signature
        self.bitmap = bitmap
    }

    /// The value cursor's place in a picture, in pixels from its left edge; nil where it is not in it.
    ///
    /// - Parameter place: in units of the horizontal axis; nil for none.
    static func cursor(_ place: Double?, in signature: Signature) -> Int? {
        guard let place, signature.range.contains(place) else { return nil }
        let extent = signature.range.upperBound - signature.range.lowerBound
        let fraction = (place - signature.range.lowerBound) / extent
        return min(Int(fraction * Double(signature.width)), signature.width - 1)
    }

    /// The same picture with the value cursor elsewhere; the picture itself is not encoded and sent again.
    ///
    /// - Parameters:
    ///   - x: pixels from the left edge; nil to take it away.
    ///   - columns: cells that the picture takes.
    func withCursor(at x: Int?, columns: Int) -> PlotImage {
        var image = self
        if cursor?.x != x {
            image.cursor = x.map { CursorStrip(at: $0, in: bitmap, columns: columns, tone: signature.tone) }
        }
        return image
    }
}

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
