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

    /// Pixels that both pictures must have each way.
    static let leastSide = Tape.leastEdgeSide

    /// For one pair.
    ///
    /// - Throws: `EngineError.unsuitableImage` where one has fewer than `leastSide` pixels one way.
    init(content: Picture, style: Picture) throws {
        try PairMetrics.check((content.width, content.height), "content", least: Self.leastSide)
        try PairMetrics.check((style.width, style.height), "style", least: Self.leastSide)
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

/// Which colours a style has, and how many pixels of a frame have another: the measure `foreign`.
struct StyleColours {
    /// Bins of `OKLabColours`.
    private static let extents = (lightness: 52, a: 41, b: 41)
    /// A bin with fewer of the style's pixels does not count.
    private static let smallestShare = 2e-5
    /// Distances of up to three bins, 0.06, are free.
    private static let reach = 3

    /// Whether a colour of the bin is near one of the style's.
    private let isNear: [Bool]

    init(_ style: OKLabColours) {
        var counts = [Int](repeating: 0, count: Self.extents.lightness * Self.extents.a * Self.extents.b)
        for i in 0..<style.count { counts[Self.index(style, i)] += 1 }
        var isNear = [Bool](repeating: false, count: counts.count)
        let reach = Self.reach
        for l in 0..<Self.extents.lightness {
            for a in 0..<Self.extents.a {
                for b in 0..<Self.extents.b {
                    let share = Double(counts[Self.index(l, a, b)]) / Double(style.count)
                    guard share > 0, share >= Self.smallestShare else { continue }
                    for dl in -reach...reach {
                        for da in -reach...reach {
                            for db in -reach...reach where dl * dl + da * da + db * db <= reach * reach {
                                let (nl, na, nb) = (l + dl, a + da, b + db)
                                guard nl >= 0, na >= 0, nb >= 0, nl < Self.extents.lightness, na < Self.extents.a,
                                    nb < Self.extents.b
                                else { continue }
                                isNear[Self.index(nl, na, nb)] = true
                            }
                        }
                    }
                }
            }
        }
        self.isNear = isNear
    }

    /// Share in % of the frame's pixels that are farther than 0.06 from every colour of the style, between bins' centres.
    func foreignShare(_ frame: OKLabColours) -> Double {
        let foreign = (0..<frame.count).count { !isNear[Self.index(frame, $0)] }
        return 100 * Double(foreign) / Double(frame.count)
    }

    private static func index(_ colours: OKLabColours, _ i: Int) -> Int {
        let bin = colours.bins[i]
        return index(place(bin.x, extents.lightness), place(bin.y, extents.a), place(bin.z, extents.b))
    }

    private static func index(_ l: Int, _ a: Int, _ b: Int) -> Int { (l * extents.a + a) * extents.b + b }

    private static func place(_ bin: Int32, _ extent: Int) -> Int { max(0, min(extent - 1, Int(bin))) }
}
