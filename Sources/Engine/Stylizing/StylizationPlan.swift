import Files

/// What is to be made of every content and style: how many steps, how they are taken, and which frames are kept as what.
package struct StylizationPlan: Sendable {
    /// Steps of a sequence, at least 1.
    package var steps: Int
    /// Those whose frames are written.
    package var frames: FrameSelection
    /// α of every step, 0 to 1.
    package var alpha: Double
    /// Of sampled actions: step k uses seed + k − 1. nil for the mean action.
    package var seed: UInt64?
    /// The short side that both images are shrunk to; nil for as they are.
    package var size: Int?
    /// At which sizes steps are taken, over `steps` of them; nil for the content's throughout.
    package var schedule: CoarseToFineSchedule?
    /// What a frame is written as.
    package var format: FrameFormat
    /// Where the only frame goes; nil for files in the folder of the pair.
    package var file: String?
    /// What all frames, from the content on, are written as together; nil for not at all.
    package var animation: Animation.Format?
    /// Whether a frame says how it was made.
    package var hasRecipes: Bool
    /// Whether it says in which folders the pictures lay.
    package var hasPaths: Bool
    /// Whether every step is assessed.
    package var isAssessed: Bool
    /// Whether every step comes with a small picture, for a sheet.
    package var hasThumbnails = false
    /// What is done to the colours of what is written, small pictures too.
    package var colours = ColourOptions()

    package init(
        steps: Int = 10, frames: FrameSelection = .all, alpha: Double = 1, seed: UInt64? = nil, size: Int? = nil,
        format: FrameFormat = .png, file: String? = nil, hasRecipes: Bool = true, hasPaths: Bool = false,
        isAssessed: Bool = false
    ) {
        self.steps = steps
        self.frames = frames
        self.alpha = alpha
        self.seed = seed
        self.size = size
        self.format = format
        self.file = file
        self.hasRecipes = hasRecipes
        self.hasPaths = hasPaths
        self.isAssessed = isAssessed
    }

    /// Steps after the last one written are taken only where they are assessed or part of an animation.
    package var stepsTaken: Int { isAssessed || animation != nil ? steps : frames.last(of: steps) }

    /// Where the animation goes: `sequence.gif`.
    func animationFile(in folder: String, _ format: Animation.Format) -> String {
        file ?? AbsolutePath.joining(folder, "sequence.\(format.fileExtension)")
    }

    /// How step `step`, from 1, is taken.
    func options(step: Int) -> StepOptions {
        StepOptions(
            alpha: Float(alpha), action: (seed.map(ActionChoice.sample) ?? .mean).later(by: step - 1),
            isAssessed: isAssessed)
    }

    /// How the frame after step `step` was made; nil where frames are not to say.
    func recipe(_ content: SourceImage, _ style: SourceImage, agent: Agent, step: Int) -> Recipe? {
        guard hasRecipes else { return nil }
        // As in the explorer: a size that changes nothing is none.
        let size = content.isReduced || style.isReduced ? size : nil
        var recipe = Recipe(
            content: source(content), style: source(style), weightsSHA256: agent.sha256, step: step,
            seed: seed, action: seed == nil ? "mean" : "sample", alpha: alpha, size: size,
            precision: agent.precision.recipeName, version: Version.current)
        recipe.brush = schedule?.brush
        recipe.brushSteps = schedule?.steps
        recipe.detail = schedule?.detail
        recipe.colours = colours
        return recipe
    }

    private func source(_ image: SourceImage) -> Recipe.Source {
        var source = image.recipeSource
        if !hasPaths { source.path = nil }
        return source
    }

    /// Where the frames of one content go.
    func file(in folder: String, content: Picture.Traits) -> FrameFile {
        FrameFile(folder: folder, file: file, format: format, digits: max(2, String(steps).count), content: content)
    }
}

/// Which steps of a sequence are written.
package enum FrameSelection: Equatable, Sendable, CustomStringConvertible {
    case all
    /// Ascending, without repetition, each at least 1.
    case steps([Int])

    /// From `all` or a list such as `1-5,10`.
    ///
    /// - Throws: `EngineError.failed` that names the part that is wrong.
    package init(_ text: String) throws {
        if text == "all" {
            self = .all
            return
        }
        var steps: Set<Int> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map { Int($0) }
            guard let first = ends[0], let last = ends[ends.count - 1], first >= 1, last >= first,
                last - first < 100_000
            else {
                throw EngineError.failed("'\(part)' is no step; write all, or steps from 1 on such as 1-5,10.")
            }
            steps.formUnion(first...last)
        }
        self = .steps(steps.sorted())
    }

    package var description: String {
        switch self {
        case .all: "all"
        case .steps(let steps): steps.map(String.init).joined(separator: ",")
        }
    }

    package func contains(_ step: Int) -> Bool {
        switch self {
        case .all: true
        case .steps(let steps): steps.contains(step)
        }
    }

    /// The last step that is written, of a sequence of `count`.
    package func last(of count: Int) -> Int {
        switch self {
        case .all: count
        case .steps(let steps): steps.last ?? count
        }
    }
}
