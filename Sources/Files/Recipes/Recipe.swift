/// How a stylized picture was made, in enough detail to make it again; kept in a text chunk of an exported PNG.
package struct Recipe: Codable, Sendable, Equatable {
    /// An image that went into the picture.
    package struct Source: Codable, Sendable, Equatable {
        /// The file's name without its folder.
        package var name: String
        /// Where the file was, when that was worth keeping.
        package var path: String?
        /// SHA-256 of the file's bytes, 64 lowercase hexadecimal digits.
        package var sha256: String

        /// Describes an image file.
        package init(name: String, path: String? = nil, sha256: String) {
            self.name = name
            self.path = path
            self.sha256 = sha256
        }
    }

    /// The choices of one step.
    package struct Step: Codable, Sendable, Equatable {
        /// Strength of the action, in [0, 1].
        package var alpha: Double
        /// Seed of the sampled action; nil for the mean action.
        package var seed: UInt64?

        /// Describes one step.
        package init(alpha: Double, seed: UInt64?) {
            self.alpha = alpha
            self.seed = seed
        }
    }

    /// `alphaForm` of this version.
    private static let mixture = "mixture"

    /// Whether a strength below 1 meant something else when the picture was made, so that it cannot be made again.
    package var hasFormerAlpha: Bool { alphaForm != Self.mixture && isWeakened }

    /// The image that was stylized.
    package var content: Source
    /// The image whose style was taken.
    package var style: Source
    /// SHA-256 of the weights file, 64 lowercase hexadecimal digits.
    package var weightsSHA256: String
    /// How many actions were taken, 0 for the content itself.
    package var step: Int
    /// Fractional place in the sequence, when the picture is a blend of two frames.
    package var position: Double?
    /// Seed of the sampled actions; nil for the mean action.
    package var seed: UInt64?
    /// `mean` or `sample`.
    package var action: String
    /// Strength of each action, in [0, 1].
    package var alpha: Double
    /// The choices of every step from the first on, where `alpha`, `action` and `seed` (of step 1, one more for each
    /// step after it) do not hold for all of them; nil where they do.
    package var steps: [Step]?
    /// The short side the inputs were scaled to; nil when they were used as they are.
    package var size: Int?
    /// N where steps began at 1/N of the pictures' size; nil where all were taken at the whole.
    package var brush: Double?
    /// Over how many steps the sizes were spread; there with `brush`.
    package var brushSteps: Int?
    /// The share of the content's detail put back between the sizes, in [0, 1]; there with `brush`.
    package var detail: Double?
    /// What a strength below 1 did: `mixture` where it mixed style sides, as it does now; nil where it was always 1 or where an
    /// older version took a share of AdaIN's output for it.
    package var alphaForm: String?
    /// What convolutions multiplied in where that was not float32: `bf16`.
    package var precision: String?
    /// How much of the content's chroma the picture has in place of the frame's, in (0, 1]; nil where none was kept.
    package var keepColours: Double?
    /// How far the frame's colours went to the style's palette, in (0, 1]; nil where it was not taken.
    package var takePalette: Double?
    /// The version of the program that made the picture.
    package var version: String

    /// Describes a stylized picture.
    package init(
        content: Source, style: Source, weightsSHA256: String, step: Int, position: Double? = nil,
        seed: UInt64? = nil, action: String = "mean", alpha: Double = 1, steps: [Step]? = nil,
        size: Int? = nil, precision: String? = nil, version: String
    ) {
        self.content = content
        self.style = style
        self.weightsSHA256 = weightsSHA256
        self.step = step
        self.position = position
        self.seed = seed
        self.action = action
        self.alpha = alpha
        self.steps = steps
        self.size = size
        self.precision = precision
        self.version = version
        alphaForm = isWeakened ? Self.mixture : nil
    }

    /// The same with the choices of every step, which `alpha`, `action` and `seed` do not tell.
    package func listing(_ steps: [Step]) -> Recipe {
        var result = self
        result.steps = steps
        result.alphaForm = result.isWeakened ? Self.mixture : nil
        return result
    }

    private var isWeakened: Bool { ([alpha] + (steps ?? []).map(\.alpha)).contains { $0 < 1 } }
}
