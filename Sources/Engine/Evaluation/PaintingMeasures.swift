import Files
import Foundation
import Tensors

/// Measures how a frame is painted: its colours and strokes against the style's, its edges against the content's. All on
/// pictures of 8 bits. docs/metrics.md has the definitions.
struct PaintingMeasures {
    /// What is measured of one frame.
    struct Values: Sendable, Equatable {
        /// Sliced Wasserstein-2 distance of the colours to the style's in OKLab, × 100.
        var palette: Double
        /// The same in the plane of a and b alone.
        var hue: Double
        /// Share in % of the pixels with a colour that the style has not.
        var foreign: Double
        /// How far edges are from the content's, 0 to 2.
        var edges: Double
        /// Mean absolute log2 of the ratio of band deviations of the luma, four octaves, frame against style.
        var strokes: Double
        /// Mean OKLab chroma over that of the style.
        var chroma: Double
    }

    private let content: Tensor
    private let palette: ColourQuantiles
    private let hue: ColourQuantiles
    private let styleColours: StyleColours
    private let strokes: [Double]
    private let chroma: Double

    /// Pixels that the content must have each way.
    static let leastSide = Tape.leastEdgeSide

    /// For one pair.
    ///
    /// - Throws: `EngineError.unsuitableImage` where the content has fewer than `leastSide` pixels one way.
    init(content: Picture, style: Picture) throws {
        try PairMetrics.check(content, "content", least: Self.leastSide)
        self.content = Self.luma(content)
        let colours = OKLabColours(style)
        palette = ColourQuantiles(colours, directions: ColourQuantiles.sphere)
        hue = ColourQuantiles(colours, directions: ColourQuantiles.hues)
        styleColours = StyleColours(colours)
        strokes = Self.deviations(style)
        chroma = colours.meanChroma
    }

    /// Of a frame of the content's extent.
    func measure(_ frame: Picture) -> Values {
        let colours = OKLabColours(frame)
        let ratios = zip(Self.deviations(frame), strokes).map { abs(log2($0 / $1)) }
        let edges = Tape(recording: false).edgeLoss(Variable(Self.luma(frame)), content: content)
        return Values(
            palette: ColourQuantiles(colours, directions: ColourQuantiles.sphere).distance(to: palette),
            hue: ColourQuantiles(colours, directions: ColourQuantiles.hues).distance(to: hue),
            foreign: styleColours.foreignShare(colours), edges: Double(edges.value.scalar),
            strokes: ratios.reduce(0, +) / Double(ratios.count),
            // A style without colour has nothing to divide by.
            chroma: colours.meanChroma / max(chroma, 1e-3))
    }

    /// Band deviations + 1e-4.
    private static func deviations(_ picture: Picture) -> [Double] {
        Tape.strokeDeviations(FloatImage(picture).tensor())[0].map { Double($0) + 1e-4 }
    }

    /// The 8-bit luma of ITU-R 601, /255, in all three channels.
    private static func luma(_ picture: Picture) -> Tensor {
        let grey = StructuralSimilarity.grey(picture).map { Float($0 / 255) }
        return Tensor(planar: grey + grey + grey, shape: Shape(1, 3, picture.height, picture.width))
    }
}
