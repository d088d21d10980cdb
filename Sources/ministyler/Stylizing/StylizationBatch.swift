import Engine
import Files

/// Takes pairs through their steps and writes what was asked for.
struct StylizationBatch: ~Copyable {
    private let settings: Stylize
    private let agent: Agent
    private let lossNetwork: LossNetwork?
    private let seed: UInt64?
    private let pairCount: Int
    private let progress: ProgressBar?
    private var stepper = Stepper()
    private var finishedPairs = 0

    /// - Parameters:
    ///   - lossNetwork: measures what `--json` prints.
    ///   - seed: of sampled actions: step k uses seed + k − 1; nil for the mean action.
    ///   - progress: whether a bar is drawn.
    init(
        settings: Stylize, agent: Agent, lossNetwork: LossNetwork?, seed: UInt64?, pairCount: Int,
        showsProgress: Bool
    ) {
        self.settings = settings
        self.agent = agent
        self.lossNetwork = lossNetwork
        self.seed = seed
        self.pairCount = pairCount
        progress = showsProgress ? ProgressBar(total: pairCount * Self.stepsTaken(settings)) : nil
    }

    /// Takes one pair through all its steps. Frame k is written while the engine makes frame k + 1.
    mutating func stylize(_ content: SourceImage, _ style: SourceImage, into folder: String) async throws {
        try OutputFolder.prepare(folder)
        let file = FrameFile(
            folder: folder, format: settings.format, digits: max(2, String(settings.steps).count),
            content: content.picture)
        let label = "\(AbsolutePath.stem(of: content.path))+\(AbsolutePath.stem(of: style.path))"
        show(step: 0, label: label)
        try await stepper.open(agent: agent, content: content, style: style, lossNetwork: lossNetwork)
        stepper.begin(from: nil, options: options(step: 1))
        let count = Self.stepsTaken(settings)
        for step in 1...count {
            let frame = try await stepper.frame()
            if step < count { stepper.begin(from: frame, options: options(step: step + 1)) }
            var path: String?
            if settings.frames.contains(step) {
                path = try file.write(frame, recipe: settings.noRecipe ? nil : recipe(content, style, step: step))
            }
            if settings.json {
                let report = try await stepper.assessment()
                let line = StepLine(
                    report: report, content: content.path, style: style.path, seed: seed, path: path)
                try StandardOutput.write(line: JSONLine.text(line))
            }
            show(step: step, label: label)
        }
        finishedPairs += 1
    }

    /// Counts a pair that could not be read as done and tells why.
    mutating func skip(because error: (any Error)?) {
        finishedPairs += 1
        guard let error else { return }
        clearProgress()
        StandardError.report(error)
    }

    func clearProgress() { progress?.clear() }

    /// Steps after the last one written are taken only where their reports are wanted.
    private static func stepsTaken(_ settings: Stylize) -> Int {
        settings.json ? settings.steps : settings.frames.last(of: settings.steps)
    }

    private func options(step: Int) -> StepOptions {
        StepOptions(
            alpha: Float(settings.alpha), action: (seed.map(ActionChoice.sample) ?? .mean).later(by: step - 1),
            isAssessed: settings.json)
    }

    private func recipe(_ content: SourceImage, _ style: SourceImage, step: Int) -> Recipe {
        // As in the explorer: a size that changes nothing is none.
        let size = content.isReduced || style.isReduced ? settings.size : nil
        return Recipe(
            content: content.recipeSource, style: style.recipeSource, weightsSHA256: agent.sha256, step: step,
            seed: seed, action: settings.action.rawValue, alpha: settings.alpha, size: size,
            version: Version.current)
    }

    private func show(step: Int, label: String) {
        progress?.show(done: finishedPairs * Self.stepsTaken(settings) + step, label: label)
    }
}
