import Files
import Foundation
import Tensors

/// An agent that goes on learning on one content and one style, from the weights it has, one update at a time: it repaints the
/// picture that one looks at. Generative learning (section 3.3.2) with the painting losses, without critics.
///
/// Several episodes go on side by side, each at another step; an update learns from the state of one of them and then takes
/// its step. A practice that loses the picture, or numbers, goes back by itself to weights that were good.
///
/// For one thread at a time.
package final class Practice {
    /// The choices of the practice; weights of losses and rates may be changed between updates.
    package var options: PracticeOptions {
        didSet {
            learner.options = learnerOptions
            if options != oldValue { guardian.forgive() }
        }
    }

    /// Updates made.
    package private(set) var updates = 0

    private let learner: Learner
    /// Taps of the style loss: statistics are of these throughout.
    private let taps: Int
    private let source: Agent
    private let content: Tensor
    private let style: Tensor
    private let originFeatures: Tensor
    private let styleRows: [[Float]]
    private var coarseStyleRows: [[Float]]?
    private var episodes: [Episode]
    private var generator: RandomGenerator
    private var guardian = PracticeGuard()

    /// A moving image and how many steps led to it.
    private struct Episode {
        var moving: Tensor
        var step = 0
    }

    /// - Parameters:
    ///   - agent: where learning begins; it is not changed.
    ///   - content, style: of any extents; both are reduced to `options.shortSide`.
    /// - Throws: `EngineError.unsuitableImage` where one is too small to learn on.
    package init(
        agent: Agent, lossNetwork: LossNetwork, content: Picture, style: Picture,
        options: PracticeOptions = PracticeOptions()
    ) throws {
        precondition(options.problem == nil, options.problem ?? "")
        self.options = options
        source = agent
        self.content = try Self.image(content, role: "content", options)
        self.style = try Self.image(style, role: "style", options)
        learner = Learner(
            options: options.training, actor: Actor(agent.actor.parameters.copy(named: "actor")),
            builder: Builder(agent.builder.parameters.copy(named: "builder")), critics: [], targets: [],
            lossNetwork: lossNetwork)
        let tape = learner.tape(recording: false)
        originFeatures = lossNetwork.features(Variable(self.content), on: tape)[3].value
        taps = min(options.training.losses.styleTaps, lossNetwork.tapCount)
        learner.options.losses.styleTaps = taps
        styleRows = [learner.styleStatistics(self.style, on: tape).row()]
        generator = RandomGenerator(seed: options.training.seed)
        episodes = []
        learner.options = learnerOptions
        let length = options.training.memory.episodeLength
        episodes = (0..<options.episodes).map { index in
            var episode = Episode(moving: self.content)
            for _ in 0..<index * length / options.episodes { advance(&episode) }
            return episode
        }
        guardian.keep(learner)
    }

    /// One update; what it found before it moved the weights.
    package func update() -> PracticeReport {
        let index = updates % episodes.count
        var batch = TrainingBatch(moving: episodes[index].moving, style: style)
        batch.steps = [episodes[index].step]
        (batch.origin, batch.originFeatures, batch.contentFeatures) = (content, originFeatures, originFeatures)
        batch.styleRows = styleRows
        if options.training.painting.coarse.isUsed { batch.coarseStyleRows = coarseRows() }
        let shape = Shape(1, 64, content.shape.height / 4, content.shape.width / 4)
        // Every other round the mean action, which is what people see first.
        let isMean = updates / episodes.count % 2 == 0
        let noise = isMean ? Tensor(repeating: 0, shape: shape) : source.noise.draw(shape, using: &generator)
        let report = learner.update(
            batch, noise: UpdateNoise(generative: noise, painting: generator.split()), kind: .joint,
            rateFactor: options.rateFactor(updates) * guardian.rateFactor, styleFactor: 1)
        updates += 1
        let wentBack = guardian.check(report, learner)
        if wentBack {
            // What was made with the weights that are gone.
            for i in episodes.indices { episodes[i] = Episode(moving: content) }
        } else {
            advance(&episodes[index])
            if episodes[index].step >= options.training.memory.episodeLength {
                episodes[index] = Episode(moving: content)
            }
        }
        return PracticeReport(
            update: updates, step: batch.steps[0] + 1, style: report.style, content: report.anchor ?? report.content,
            terms: report.painting, wentBack: wentBack)
    }

    /// The agent as it is now, as a weights file holds it: no critics, which knew another; from where, and how many updates.
    package func weights() -> TensorFile {
        var file = TensorFile(metadata: [
            "kind": "agent", "origin": "practice", "version": Version.current, "updates": "\(updates)",
            "source-sha256": source.sha256,
        ])
        for (name, tensor) in learner.actor.parameters.stored() + learner.builder.parameters.stored() {
            file[name] = tensor
        }
        file.setRelaxation(source.relaxation)
        file.setActionNoise(source.noise)
        return file
    }

    /// The same, ready to step.
    package func agent() throws -> Agent { try Agent(weights(), precision: source.precision) }

    /// y′ = B(y) by the mean action, as far as the agent's steps go.
    private func advance(_ episode: inout Episode) {
        let tape = learner.tape(recording: false)
        let moving = Variable(episode.moving)
        let mean = learner.actor.distribution(x2: learner.actor.encode(moving: moving, on: tape), on: tape).mean
        let code = StyleCode(learner.actor.encode(style: Variable(style), on: tape), on: tape)
        let output = learner.builder.build(action: mean, style: code, on: tape).value
        source.relaxation.apply(to: output, from: episode.moving, step: episode.step + 1)
        episode = Episode(moving: output, step: episode.step + 1)
    }

    private func coarseRows() -> [[Float]] {
        if let coarseStyleRows { return coarseStyleRows }
        let tape = learner.tape(recording: false)
        let rows = [learner.styleStatistics(tape.halved(Variable(style)).value, on: tape).row()]
        coarseStyleRows = rows
        return rows
    }

    private var learnerOptions: TrainingOptions {
        var training = options.training
        training.losses.styleTaps = taps
        training.memory.relaxationExponent = source.relaxation.exponent
        return training
    }

    /// Reduced, and cut to sides that halve three times: 1×3×H×W.
    private static func image(_ picture: Picture, role: String, _ options: PracticeOptions) throws -> Tensor {
        let whole = FloatImage(picture)
        let small = whole.reduced(shortSide: options.shortSide)
        let least = PracticeOptions.leastSide
        guard min(small.width, small.height) >= least else {
            throw EngineError.unsuitableImage(
                problem:
                    "The \(role) image is \(whole.width)×\(whole.height) pixels, too small to practise on: use one of "
                    + "at least \(least)×\(least).")
        }
        // Of a panorama, as much as two squares hold.
        let (width, height) = (
            min(small.width, 2 * options.shortSide) / 8 * 8, min(small.height, 2 * options.shortSide) / 8 * 8
        )
        let (left, top) = ((small.width - width) / 2, (small.height - height) / 2)
        let tensor = Tensor(uninitialized: Shape(1, 3, height, width), block: 1)
        for channel in 0..<3 {
            for y in 0..<height {
                let from = (channel * small.height + top + y) * small.width + left
                let to = (channel * height + y) * width
                for x in 0..<width { tensor.values[to + x] = small.planes[from + x] }
            }
        }
        return tensor
    }
}
