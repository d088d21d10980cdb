import Files
import Foundation
import Tensors
import Testing

@testable import Engine

/// The way from the environment's step through the replay memory to the batch that is learned from, and back from a
/// checkpoint.
@Suite struct TrainerTests {
    private static let side = 32

    /// Pairs made by a counter.
    private final class CountedImages: TrainingImages {
        private(set) var count = 0

        func next() -> (content: [Float], style: [Float]) {
            count += 1
            return (Self.content(count), Self.style(count))
        }

        var state: String { "\(count)" }
        func restore(state: String) { count = Int(state) ?? -1 }

        static func content(_ count: Int) -> [Float] { image(UInt64(2 * count), mean: 0.4) }
        static func style(_ count: Int) -> [Float] { image(UInt64(2 * count + 1), mean: 0.6) }

        /// As half precision keeps them.
        private static func image(_ seed: UInt64, mean: Float) -> [Float] {
            LearnerTests.tensor(Shape(1, 3, side, side), seed: seed, mean: mean).planarValues().map {
                Float(Float16(min(1, max(0, $0))))
            }
        }
    }

    private static var options: TrainingOptions {
        var options = TrainingOptions.standard
        (options.crop, options.batch, options.memory.warmupEpisodes, options.memory.replayCapacity) = (side, 4, 3, 40)
        (options.memory.episodeLength, options.schedule.episodeGrowthUpdates, options.schedule.freshShare) = (
            4, 0, 0.25
        )
        (options.schedule.identityUpdates, options.schedule.identityInterval, options.optimiser.averageRate) = (
            0, 0, 0.1
        )
        (options.losses.anchorWeight, options.losses.structureWeight, options.losses.growthWeight) = (1, 1, 1)
        options.critics.policyInterval = 2
        return options
    }

    private static func trainer(
        _ options: TrainingOptions, in folder: TemporaryFolder, resuming index: ReplayIndex? = nil
    ) throws -> Trainer {
        let network = try LearnerTests.lossNetwork()
        let layout = Trainer.layout(for: options, lossNetwork: network)
        let memory =
            try index.map { try ReplayMemory(resuming: $0, layout: layout, in: folder.path) }
            ?? ReplayMemory(creating: layout, in: folder.path)
        return Trainer(options: options, lossNetwork: network, images: CountedImages(), memory: memory)
    }

    private static func features(_ image: Tensor, _ network: LossNetwork) -> Tensor {
        network.features(Variable(image), on: Tape(recording: false))[3].value
    }

    private static func expectClose(
        _ a: [Float], _ b: [Float], within tolerance: Float, _ name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let scale = b.reduce(0) { max($0, abs($1)) }
        let worst = zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
        #expect(
            a.count == b.count && worst <= tolerance * scale, "\(name): \(worst) of \(scale)",
            sourceLocation: sourceLocation)
    }

    @Test func aBatchHoldsWhatTheEnvironmentDid() throws {
        let folder = try TemporaryFolder()
        let trainer = try Self.trainer(Self.options, in: folder)
        try trainer.fillMemory()
        let learner = trainer.learner
        let network = learner.lossNetwork
        let still = Tape(recording: false)
        let batch = trainer.draw(window: 40, for: .joint)
        let (action, next) = (try #require(batch.action), try #require(batch.nextMoving))
        let rows = try #require(batch.styleRows)
        var seen: Set<Int> = []
        for i in 0..<4 {
            let image = { (tensor: Tensor) in tensor.images(i..<i + 1) }
            let style = image(batch.style)
            // Which episode it is from, by its style.
            let episode = try #require((1...3).first { CountedImages.style($0) == style.planarValues() })
            let step = batch.steps[i]
            seen.insert(step)
            let content = try #require(batch.origin).images(i..<i + 1)
            #expect(content.planarValues() == CountedImages.content(episode))
            if step == 0 { #expect(image(batch.moving).planarValues() == CountedImages.content(episode)) }

            // y′ = B(x, z_s), nothing having been learned yet.
            let code = StyleCode(learner.actor.encode(style: Variable(style), on: still), on: still)
            let built = learner.builder.build(action: Variable(image(action)), style: code, on: still).value
            Self.expectClose(image(next).planarValues(), built.planarValues(), within: 3e-3, "next image")

            // r = −(eq. 5 of y′), below 0.
            let target = learner.styleStatistics(style, on: still)
            let distance = learner.styleStatistics(image(next), on: still).distance(to: target, on: still)
            #expect(batch.reward[i] < 0)
            #expect(abs(batch.reward[i] + distance.value.scalar) < 1e-2 * distance.value.scalar)
            Self.expectClose(rows[i], target.row(), within: 1e-5, "style statistics")
            #expect(batch.mask[i] == 1)

            // The content target is of the moving image, the anchor's of the content.
            let movingFeatures = try #require(batch.contentFeatures).images(i..<i + 1)
            Self.expectClose(
                movingFeatures.planarValues(), Self.features(image(batch.moving), network).planarValues(), within: 3e-3,
                "content target")
            let originFeatures = try #require(batch.originFeatures).images(i..<i + 1)
            Self.expectClose(
                originFeatures.planarValues(), Self.features(content, network).planarValues(), within: 3e-3, "anchor")

            // d of the moving image, which is what the step before was paid, negated.
            let prior = batch.priorStyle[i]
            #expect((prior == nil) == (step == 0))
            if let prior {
                let own = learner.styleStatistics(image(batch.moving), on: still).distance(to: target, on: still)
                #expect(abs(prior - own.value.scalar) < 1e-2 * own.value.scalar)
            }
        }
        #expect(seen.contains(0) && seen.count > 1)
    }

    @Test func anIdentityBatchIsFreshAndHasNoActions() throws {
        let folder = try TemporaryFolder()
        var options = Self.options
        options.schedule.identityFreshShare = 0.75
        let trainer = try Self.trainer(options, in: folder)
        try trainer.fillMemory()
        let batch = trainer.draw(window: 40, for: .identity)
        #expect(batch.action == nil && batch.nextMoving == nil && batch.steps.prefix(3).allSatisfy { $0 == 0 })
    }

    @Test func targetsFollowTheirCriticsByTheirRate() throws {
        let folder = try TemporaryFolder()
        var options = Self.options
        options.critics.targetRate = 0.25
        let trainer = try Self.trainer(options, in: folder)
        try trainer.fillMemory()
        let learner = trainer.learner
        let before = learner.targets.map { $0.parameters.parameters.map(\.array) }
        _ = try trainer.update()
        for (index, target) in learner.targets.enumerated() {
            for (place, parameter) in target.parameters.parameters.enumerated() {
                let critic = learner.critics[index].parameters.parameters[place].array
                let expected = zip(before[index][place], critic).map { 0.75 * $0 + 0.25 * $1 }
                Self.expectClose(parameter.array, expected, within: 1e-5, parameter.name)
            }
            let moved = zip(target.parameters.parameters, before[index]).contains { $0.array != $1 }
            #expect(moved)
        }
    }

    /// Below the target of the entropy α has to grow, above it to fall.
    @Test(arguments: [(target: Float(-20), isRising: false), (target: 20, isRising: true)])
    func theTemperatureGoesTowardsItsTarget(target: Float, isRising: Bool) throws {
        let folder = try TemporaryFolder()
        var options = Self.options
        options.critics.targetEntropy = target
        let trainer = try Self.trainer(options, in: folder)
        try trainer.fillMemory()
        let before = trainer.learner.logAlpha
        let report = try trainer.update()
        #expect((trainer.learner.logAlpha > before) == isRising)
        #expect(trainer.learner.logAlpha != before && report.alpha == exp(trainer.learner.logAlpha))
    }

    @Test func reportsAreOfTheirUpdate() throws {
        let folder = try TemporaryFolder()
        let trainer = try Self.trainer(Self.options, in: folder)
        try trainer.fillMemory()
        var rewards: [Float] = []
        for update in 1...9 {
            let report = try trainer.update()
            rewards.append(report.reward)
            #expect(report.update == update && report.kind == .joint && report.weights.count == 3)
            #expect(report.critics.count == 2 && report.qMean != nil && report.contrastive != nil)
            // Every second one teaches the policy.
            #expect((report.actor != nil) == (update % 2 == 1) && (report.temperature != nil) == (update % 2 == 1))
            #expect((report.episodeReward != nil) == (update % 4 == 0))
            if let mean = report.episodeReward {
                let expected = rewards.suffix(4).reduce(0, +) / 4
                #expect(abs(mean - expected) < 1e-5 * abs(expected))
            }
        }
    }

    @Test func tenUpdatesAreFiveAndFiveMoreAfterACheckpoint() throws {
        let (one, two) = (try TemporaryFolder(), try TemporaryFolder())
        let straight = try Self.trainer(Self.options, in: one)
        try straight.fillMemory()
        for _ in 1...10 { _ = try straight.update() }

        let first = try Self.trainer(Self.options, in: two)
        try first.fillMemory()
        for _ in 1...5 { _ = try first.update() }
        let checkpoint = first.stored()
        first.checkpointed()
        // What is learned after a checkpoint is forgotten with it.
        for _ in 1...2 { _ = try first.update() }
        let index = try ReplayIndex(tensors: checkpoint.tensors, path: "checkpoint")
        let second = try Self.trainer(Self.options, in: two, resuming: index)
        try second.restore(from: checkpoint, path: "checkpoint")
        for _ in 1...5 { _ = try second.update() }
        let (a, b) = (straight.stored(), second.stored())
        #expect(a.order.filter { !$0.hasPrefix("replay.") } == b.order.filter { !$0.hasPrefix("replay.") })
        for name in a.order where !name.hasPrefix("replay.") { #expect(a[name] == b[name], "\(name)") }
        #expect(a.metadata == b.metadata)
    }
}
