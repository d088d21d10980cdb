import Foundation

/// Weights of the losses that make an agent paint: they ask for the style's colours and the sizes of its strokes, hold the
/// content's edges and leave its flat areas free. All are added to the generative loss as they are, without a λ; 0 by default.
package struct PaintingOptions: Codable, Sendable, Equatable {
    /// MSE at relu4_1 against the episode's content: `loss/anchor`.
    package var content = EpisodeWeight(0)
    /// Squared sliced Wasserstein-2 distance of the colours to the style's: `loss/palette`.
    package var palette = EpisodeWeight(0)
    /// The same of the darkest and the lightest twentieth of the lightness, r + g + b, alone: `loss/contrast`.
    package var contrast = EpisodeWeight(0)
    /// The same of hue and chroma alone, in the plane of OKLab's a and b, times 4: `loss/hue`.
    package var hue = EpisodeWeight(0)
    /// 1 − r of the luma's windows with the episode's content where that has edges: `loss/edges`.
    package var edges = EpisodeWeight(0)
    /// Share of red, green and blue that does not follow the content's colours along its edges: `loss/fringes`.
    package var fringes = EpisodeWeight(0)
    /// The same around its edges, at a quarter and an eighth of the resolution: `loss/auras`.
    package var auras = EpisodeWeight(0)
    /// Local contrast of the content that was lost along its edges: `loss/haze`.
    package var haze = EpisodeWeight(0)
    /// Large forms of the content that were lost: what is light beside what is dark, and hues that were apart: `loss/forms`.
    package var forms = EpisodeWeight(0)
    /// Share of the content's hues that the colours no longer tell apart along its edges: `loss/separation`.
    package var separation = EpisodeWeight(0)
    /// Hue that changes where the content changes in light alone: `loss/shading`.
    package var shading = EpisodeWeight(0)
    /// Fine texture at any period that neither the style nor the content has: `loss/weave`.
    package var weave = EpisodeWeight(0)
    /// What repeats with the grid of places that the networks work on: `loss/grid`.
    package var grid = EpisodeWeight(0)
    /// Squared differences of the octaves of the luma's band deviations from the style's: `loss/strokes`.
    package var strokes = EpisodeWeight(0)
    /// The same of Cb and Cr, against grain in the colours: `loss/grain`.
    package var grain = EpisodeWeight(0)
    /// Distance of pixels to the nearest colour of the style, beyond 0.06: `loss/foreign`.
    package var foreign = EpisodeWeight(0)
    /// Values beyond what can be shown: `loss/range`.
    package var range = EpisodeWeight(0)
    /// Eq. 5 at half resolution, for larger strokes: `loss/coarse`.
    package var coarse = EpisodeWeight(0)

    /// How much two samples of one state fall short of differing by `difference`: `loss/variety`.
    package var variety = EpisodeWeight(0)
    /// Root mean square by which two sampled outputs are to differ, on means of 8×8 pixels, the range of a channel being 1.
    package var difference: Float = 0.02

    /// None of them.
    package init() {}

    /// The weights that the agent which comes with the program was taught with.
    package static var standard: PaintingOptions {
        var options = PaintingOptions()
        options.content = EpisodeWeight(0.6, 0.45)
        options.palette = EpisodeWeight(200)
        options.contrast = EpisodeWeight(60)
        options.hue = EpisodeWeight(300)
        options.edges = EpisodeWeight(3, 2)
        options.fringes = EpisodeWeight(8, 6)
        options.auras = EpisodeWeight(6, 5)
        options.haze = EpisodeWeight(3, 2)
        options.forms = EpisodeWeight(12)
        options.shading = EpisodeWeight(2, 1.5)
        options.weave = EpisodeWeight(12)
        options.grid = EpisodeWeight(20)
        options.strokes = EpisodeWeight(0.5, 0.7)
        options.foreign = EpisodeWeight(40)
        options.range = EpisodeWeight(1)
        options.variety = EpisodeWeight(1)
        return options
    }

    /// A weight that is missing is 0.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func read(_ key: CodingKeys) throws -> EpisodeWeight {
            try container.decodeIfPresent(EpisodeWeight.self, forKey: key) ?? EpisodeWeight(0)
        }
        (content, palette, hue, edges) = (try read(.content), try read(.palette), try read(.hue), try read(.edges))
        contrast = try read(.contrast)
        (fringes, separation, grid) = (try read(.fringes), try read(.separation), try read(.grid))
        (grain, auras, haze) = (try read(.grain), try read(.auras), try read(.haze))
        (forms, shading, weave) = (try read(.forms), try read(.shading), try read(.weave))
        (strokes, foreign, range) = (try read(.strokes), try read(.foreign), try read(.range))
        (coarse, variety) = (try read(.coarse), try read(.variety))
        difference = try container.decodeIfPresent(Float.self, forKey: .difference) ?? difference
    }

    /// All weights, with the names of their options.
    var all: [(name: String, weight: EpisodeWeight)] {
        [
            ("content", content), ("palette", palette), ("contrast", contrast), ("hue", hue), ("edges", edges),
            ("fringes", fringes), ("auras", auras), ("haze", haze), ("forms", forms), ("separation", separation),
            ("shading", shading), ("weave", weave), ("grid", grid), ("strokes", strokes), ("grain", grain),
            ("foreign", foreign), ("range", range),
            ("coarse", coarse),
            ("variety", variety),
        ]
    }

    /// Whether a term compares with the episode's content as a picture.
    var needsContent: Bool {
        [edges, fringes, auras, haze, forms, separation, shading, weave].contains(where: \.isUsed)
    }

    /// Whether any term is asked for.
    var isUsed: Bool { all.contains { $0.weight.isUsed } }
}

/// A weight that changes along an episode, from its first step to its last: w(t) = first · (last ÷ first)^((t − 1)/(T − 1)),
/// linear where one of the two is 0.
package struct EpisodeWeight: Sendable, Equatable {
    /// At the first step and at step `episodeLength`.
    package var first: Float, last: Float

    /// The same at every step.
    package init(_ weight: Float) { (first, last) = (weight, weight) }

    /// From `first` to `last`, both from 0 up.
    package init(_ first: Float, _ last: Float) { (self.first, self.last) = (first, last) }

    /// Both times the factor, from 0 up.
    package func scaled(by factor: Float) -> EpisodeWeight { EpisodeWeight(factor * first, factor * last) }

    /// Whether it is above 0 anywhere.
    var isUsed: Bool { first > 0 || last > 0 }

    /// At `progress` from 0, the first step, to 1, the last.
    func at(_ progress: Float) -> Float {
        if first == last { return first }
        guard first > 0, last > 0 else { return first + (last - first) * progress }
        return first * pow(last / first, progress)
    }
}

extension EpisodeWeight: Codable {
    /// A number, or the two of the first and the last step in brackets.
    package init(from decoder: any Decoder) throws {
        if let single = try? decoder.singleValueContainer().decode(Float.self) {
            self.init(single)
            return
        }
        let pair = try decoder.singleValueContainer().decode([Float].self)
        guard pair.count == 2 else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a weight is one number or two in brackets"))
        }
        self.init(pair[0], pair[1])
    }

    /// One number where both are equal.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if first == last { try container.encode(first) } else { try container.encode([first, last]) }
    }
}
