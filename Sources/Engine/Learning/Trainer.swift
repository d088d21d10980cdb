import CKernels
import Files
import Foundation
import Tensors

/// The joint learning loop of section 3.3: one environment step and one update at a time.
package final class Trainer {
    /// The choices of the run.
    package let options: TrainingOptions
    /// Updates made so far.
    package var updates: Int { learner.updates }
    let learner: Learner
    let memory: ReplayMemory
    let environment: Environment
    private let images: any TrainingImages
    private let average: WeightAverage?
    private var generator: RandomGenerator
    /// Set after a non-finite loss: all rates are multiplied by it.
    var rollbackFactor: Float = 1

    /// A fresh run, or the beginning of one that `restore` then moves to where it was.
    ///
    /// - Parameters:
    ///   - images: pairs of crops.
    ///   - memory: an empty replay memory whose layout `layout(for:lossNetwork:)` gives, or a resumed one.
    ///   - initial: weights to start from instead of random ones.
    package init(
        options: TrainingOptions, lossNetwork: LossNetwork, images: any TrainingImages, memory: ReplayMemory,
        initial: Agent? = nil
    ) {
        precondition(
            options.crop % 4 == 0 && options.crop >= 32 && options.batch > 1, "crop a multiple of 4, batch > 1")
        self.options = options
        self.images = images
        self.memory = memory
        var generator = RandomGenerator(seed: options.seed)
        let fresh = { (network: NetworkLayers, generator: inout RandomGenerator) in
            Initialization.parameters(network, heNormal: options.optimiser.hasHeStart, &generator)
        }
        let actor = Actor(fresh(Actor.network, &generator))
        let builder = Builder(fresh(Builder.network, &generator))
        let critics = ["critic1", "critic2"].map { name in
            Critic(
                fresh(Critic.network(name, seesStyle: options.critics.criticsSeeStyle), &generator),
                rectifiedOutput: options.critics.hasRectifiedCritics)
        }
        if let initial {
            Self.copy(initial.actor.parameters, to: actor.parameters)
            Self.copy(initial.builder.parameters, to: builder.parameters)
            if let known = initial.critics {
                // What only one of the two has of the style stays as it is.
                Self.copy(known.0.parameters, to: critics[0].parameters)
                Self.copy(known.1.parameters, to: critics[1].parameters)
            }
        }
        let targets = zip(["target1", "target2"], critics).map { name, critic in
            Critic(critic.parameters.copy(named: name), rectifiedOutput: options.critics.hasRectifiedCritics)
        }
        learner = Learner(
            options: options, actor: actor, builder: builder, critics: critics, targets: targets,
            lossNetwork: lossNetwork)
        environment = Environment(learner: learner, memory: memory, crop: options.crop)
        average =
            options.optimiser.averageRate > 0
            ? WeightAverage(
                actor.parameters.parameters + builder.parameters.parameters, rate: options.optimiser.averageRate)
            : nil
        self.generator = generator
    }

    /// The layout of the replay memory of a run.
    package static func layout(for options: TrainingOptions, lossNetwork: LossNetwork) -> ReplayLayout {
        let area = lossNetwork.tapArea(3, side: options.crop)
        return ReplayLayout(
            capacity: options.memory.replayCapacity, side: options.crop,
            featureCount: lossNetwork.tapChannels[3] * area,
            statisticCount: (options.painting.coarse.isUsed ? 4 : 2)
                * lossNetwork.tapChannels.prefix(options.losses.styleTaps).reduce(0, +))
    }

    private static func copy(_ source: ParameterSet, to target: ParameterSet) {
        let known = Dictionary(uniqueKeysWithValues: source.parameters.map { ($0.name, $0) })
        for parameter in target.parameters {
            if let from = known[parameter.name] { parameter.assign(from.array) }
        }
    }

    /// Whether less is remembered than an update draws: at the start, and where the memory's files were lost.
    package var isMemoryShort: Bool { memory.count < options.batch }

    /// Plays the episodes that come before the first update, or anew where the memory was lost; calls `progress` after each.
    package func fillMemory(progress: (_ episodes: Int, _ total: Int) -> Void = { _, _ in }) throws {
        guard updates == 0 || isMemoryShort else { return }
        for episode in 0..<options.memory.warmupEpisodes {
            try beginEpisode()
            while try !environment.take(environment.chooseAction(noise: noise(batch: 1))).isOver {}
            progress(episode + 1, options.memory.warmupEpisodes)
        }
        while memory.count < options.batch {
            if environment.step == nil { try beginEpisode() }
            _ = try environment.take(environment.chooseAction(noise: noise(batch: 1)))
        }
    }

    /// One step of the environment and one update, as the loop of section 3.3 has them: choose an action, draw a batch of what
    /// is remembered, learn from it, take the action and remember where it led, report.
    ///
    /// The update stands between choosing and taking, as in the released code: the transition of this step is not drawn yet,
    /// and the builder that takes the action has learned already.
    package func update() throws -> TrainingReport {
        try learner.timed(.environment) {
            if environment.step == nil { try beginEpisode() }
            let action = environment.chooseAction(noise: noise(batch: 1))

            let schedule = Schedule(options: options)
            let index = learner.updates
            let kind = schedule.kind(index)
            let (batch, noise) = learner.timed(.memory) {
                (draw(window: schedule.window(index), for: kind), drawNoise(index, for: kind))
            }
            var report = learner.update(
                batch, noise: noise, kind: kind, rateFactor: schedule.rateFactor(index) * rollbackFactor,
                styleFactor: schedule.styleFactor(index))

            let (reward, isOver) = try environment.take(action)
            report.reward = reward
            report.episodeReward = isOver ? environment.episodeReward / Float(environment.plannedSteps) : nil
            guard report.isFinite else { throw TrainingError.nonFinite(update: report.update) }
            learner.timed(.optimisers) { average?.update(after: learner.updates) }
            return report
        }
    }

    /// What chance decides of update `index`: only what its kind asks for is drawn.
    private func drawNoise(_ index: Int, for kind: UpdateKind) -> UpdateNoise {
        let usesCritics = options.critics.isReinforced && kind != .identity
        return UpdateNoise(
            next: usesCritics ? noise(batch: options.batch) : nil,
            actor: usesCritics && kind == .joint && index % options.critics.policyInterval == 0
                ? noise(batch: options.batch) : nil,
            generative: kind == .critics ? nil : generativeNoise(),
            other: kind == .joint && options.painting.variety.isUsed ? noise(batch: options.batch) : nil,
            painting: options.painting.isUsed ? generator.split() : RandomGenerator(seed: 0))
    }

    private func beginEpisode() throws {
        let pair = try images.next()
        let steps = Schedule(options: options).episodeLength(learner.updates)
        try environment.begin(content: pair.content, style: pair.style, steps: steps)
    }

    private func noise(batch: Int) -> Tensor {
        options.critics.noise.draw(Shape(batch, 64, options.crop / 4, options.crop / 4), using: &generator)
    }

    /// n of the generative pass: 0, the mean action, for the first `meanShare` of the images.
    private func generativeNoise() -> Tensor {
        let noise = noise(batch: options.batch)
        let meanCount = Int((options.losses.meanShare * Float(options.batch)).rounded())
        noise.values.update(repeating: 0, count: meanCount * noise.count / options.batch)
        return noise
    }

    /// A batch from the latest `window` transitions, a share of it at step 0.
    func draw(window: Int, for kind: UpdateKind) -> TrainingBatch {
        // Identity updates are about reproducing pictures, not frames alone.
        let share =
            kind == .identity
            ? max(options.schedule.identityFreshShare, options.schedule.freshShare) : options.schedule.freshShare
        let fresh = Int((share * Float(options.batch)).rounded())
        let positions = memory.sample(options.batch, first: fresh, latest: window, using: &generator)
        let side = options.crop
        let image = Shape(options.batch, 3, side, side)
        let isReinforced = options.critics.isReinforced && kind != .identity
        var batch = TrainingBatch(
            moving: read(.moving, positions, image), style: read(.style, positions, image),
            reward: positions.map { memory.reward($0) }, mask: positions.map { memory.mask($0) },
            steps: positions.map { memory.step($0) })
        if isReinforced {
            batch.action = read(.action, positions, Shape(options.batch, 64, side / 4, side / 4))
            batch.nextMoving = read(.nextMoving, positions, image)
        }
        let channels = learner.lossNetwork.tapChannels[3]
        let area = memory.layout.featureCount / channels
        let extent = Int(Double(area).squareRoot().rounded())
        if kind == .joint {
            batch.contentFeatures = read(
                .movingFeatures, positions, Shape(options.batch, channels, extent, area / extent))
            if options.losses.anchorWeight > 0 || options.painting.content.isUsed {
                batch.originFeatures = read(
                    .originFeatures, positions, Shape(options.batch, channels, extent, area / extent))
            }
            if options.losses.growthWeight > 0 {
                batch.priorStyle = positions.map { memory.priorReward($0).map { -$0 } }
            }
            if options.losses.structureWeight > 0 || options.painting.needsContent {
                batch.origin = read(.origin, positions, image)
            }
            let rows = positions.map { memory.values(.styleStatistics, at: $0) }
            let count = 2 * learner.lossNetwork.tapChannels.prefix(options.losses.styleTaps).reduce(0, +)
            batch.styleRows = rows.map { Array($0[..<count]) }
            if options.painting.coarse.isUsed { batch.coarseStyleRows = rows.map { Array($0[count...]) } }
        }
        return batch
    }

    private func read(_ field: ReplayMemory.Field, _ positions: [Int], _ shape: Shape) -> Tensor {
        let values = [Float](unsafeUninitializedCapacity: shape.count) { buffer, initialized in
            memory.read(field, at: positions, into: UnsafeMutableBufferPointer(rebasing: buffer[0..<shape.count]))
            initialized = shape.count
        }
        return Tensor(planar: values, shape: shape)
    }

    // MARK: State

    /// The whole state for a checkpoint, the replay memory's index included.
    package func stored() -> TensorFile {
        var file = TensorFile(metadata: ["kind": "ministyler checkpoint", "images": images.state])
        learner.store(into: &file)
        average?.store(into: &file, prefix: "average.")
        file["generator"] = StoredTensor(shape: [4], unsignedIntegers: generator.state)
        file["episode"] = StoredTensor(
            shape: [2], values: [Float(environment.plannedSteps), environment.episodeReward])
        file["rollback-factor"] = StoredTensor(shape: [1], values: [rollbackFactor])
        for (name, tensor) in memory.snapshot().tensors.sorted(by: { $0.key < $1.key }) { file[name] = tensor }
        return file
    }

    /// To be called when a checkpoint with the last `stored()` is safely on disk.
    package func checkpointed() { memory.checkpointed() }

    /// Goes on from a checkpoint. The memory passed to `init` must have been resumed from the same file's index.
    package func restore(from file: TensorFile, path: String) throws {
        try learner.restore(from: file, path: path)
        try average?.restore(from: file, prefix: "average.", path: path)
        guard let words = file["generator"]?.unsignedIntegers, let restored = RandomGenerator(state: words),
            let episode = file["episode"]?.values, episode.count == 2, let steps = Int(exactly: episode[0]),
            (0...Int(UInt16.max)).contains(steps), let images = file.metadata["images"]
        else {
            throw EngineError.unsuitableWeights(path: path, problem: "the checkpoint's random state is missing")
        }
        generator = restored
        // Its name in checkpoints of former versions comes second.
        rollbackFactor = (file["rollback-factor"] ?? file["caution"])?.values.first ?? 1
        guard (0...1).contains(rollbackFactor) else {
            throw EngineError.unsuitableWeights(path: path, problem: "the checkpoint's rollback factor is damaged")
        }
        try self.images.restore(state: images)
        environment.resume(plannedSteps: steps, episodeReward: episode[1])
    }

    /// The weights to ship: averaged actor and builder, the critics, and where they come from.
    package func weights(provenance: [String: String] = [:]) -> TensorFile {
        var file = TensorFile(metadata: provenance)
        if let average {
            average.store(into: &file)
        } else {
            for (name, tensor) in learner.actor.parameters.stored() + learner.builder.parameters.stored() {
                file[name] = tensor
            }
        }
        if options.critics.isReinforced {
            for (name, tensor) in learner.critics.flatMap({ $0.parameters.stored() }) { file[name] = tensor }
            if options.critics.hasRectifiedCritics { file.metadata["critic"] = "rectified" }
            file.metadata["discount"] = "\(options.critics.discount)"
            file.metadata["reward-scale"] = "\(options.critics.rewardScale)"
        }
        file.setRelaxation(options.relaxation)
        file.setActionNoise(options.critics.noise)
        file.metadata["kind"] = "agent"
        file.metadata["updates"] = "\(updates)"
        return file
    }
}

/// What ends or interrupts training.
package enum TrainingError: Error, CustomStringConvertible, Equatable {
    /// A loss was not a finite number.
    case nonFinite(update: Int)

    /// One sentence.
    package var description: String {
        switch self {
        case .nonFinite(let update): "A loss was not a finite number at update \(update)."
        }
    }
}
