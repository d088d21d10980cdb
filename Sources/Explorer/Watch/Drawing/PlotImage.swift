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
    }

    let signature: Signature
    let bitmap: Bitmap
}
