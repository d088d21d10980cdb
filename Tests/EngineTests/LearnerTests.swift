import Files
import Tensors
import Testing

@testable import Engine

/// What this project's own options change in an update.
@Suite struct LearnerTests {
    static let side = 32

    /// Of `taps` taps; those from the fifth with their convolution's weights times `deepScale`.
    static func lossNetwork(taps: Int = 4, deepScale: Float = 1) throws -> LossNetwork {
        var generator = RandomGenerator(seed: 4)
        var layers: [LossNetwork.Layer] = []
        var weights: [String: ConvolutionWeights] = [:]
        for index in 0..<taps {
            let inputs = index == 0 ? 3 : 16
            if index > 0 { layers.append(.maxPool) }
            layers.append(.convolution(name: "conv\(index)", isTap: true))
            var values = [Float](repeating: 0, count: 144 * inputs)
            values.withUnsafeMutableBufferPointer { generator.fillNormal($0) }
            weights["conv\(index)"] = ConvolutionWeights(
                weight: StoredTensor(
                    shape: [16, inputs, 3, 3],
                    values: values.map { $0 * (2 / Float(9 * inputs)).squareRoot() * (index < 4 ? 1 : deepScale) }),
                bias: StoredTensor(shape: [16], values: [Float](repeating: 0.1, count: 16)))
        }
        return try LossNetwork(layers: layers, weights: weights, provenance: [:])
    }

    static func learner(
        _ options: TrainingOptions, lossNetwork: @autoclosure () throws -> LossNetwork = try Self.lossNetwork()
    ) throws -> Learner {
        var generator = RandomGenerator(seed: 3)
        let fresh = { (network: NetworkLayers, generator: inout RandomGenerator) in
            Initialization.parameters(network, heNormal: true, &generator)
        }
        let critics = ["critic1", "critic2", "target1", "target2"].map { name in
            Critic(fresh(Critic.network(name, seesStyle: false), &generator))
        }
        return Learner(
            options: options, actor: Actor(fresh(Actor.network, &generator)),
            builder: Builder(fresh(Builder.network, &generator)), critics: [critics[0], critics[1]],
            targets: [critics[2], critics[3]], lossNetwork: try lossNetwork())
    }

    static func tensor(_ shape: Shape, seed: UInt64, mean: Float = 0.5, scale: Float = 0.2) -> Tensor {
        var generator = RandomGenerator(seed: seed)
        var values = [Float](repeating: 0, count: shape.count)
        values.withUnsafeMutableBufferPointer { generator.fillNormal($0) }
        return Tensor(planar: values.map { mean + scale * $0 }, shape: shape)
    }

    static let image = Shape(2, 3, side, side)
    static let map = Shape(2, 64, side / 4, side / 4)

    static var batch: TrainingBatch {
        TrainingBatch(moving: tensor(image, seed: 10), style: tensor(image, seed: 11))
    }

    static var noise: UpdateNoise {
        UpdateNoise(
            next: tensor(map, seed: 20, mean: 0, scale: 1), actor: tensor(map, seed: 21, mean: 0, scale: 1),
            generative: tensor(map, seed: 22, mean: 0, scale: 1))
    }

    /// A term that holds on to the content, with the options that weigh it.
    enum Hold: CaseIterable {
        case anchor, structure

        var weight: WritableKeyPath<TrainingOptions, Float> {
            self == .anchor ? \.losses.anchorWeight : \.losses.structureWeight
        }
        var ease: WritableKeyPath<TrainingOptions, Float> {
            self == .anchor ? \.losses.anchorEase : \.losses.structureEase
        }
    }

    static func contentAlone() -> TrainingOptions {
        var options = TrainingOptions()
        options.critics.isReinforced = false
        options.losses.weighting = .fixed(content: 1, style: 0, contrastive: 0)
        return options
    }

    /// The generative gradients of one update, all in a row.
    private static func gradients(_ options: TrainingOptions, _ batch: TrainingBatch) throws -> [Float] {
        let learner = try learner(options)
        var found: [Float] = []
        learner.observer = { stage, parameters in
            if case .generative = stage { found = parameters.flatMap { $0.gradient?.planarValues() ?? [] } }
        }
        _ = learner.update(batch, noise: noise, kind: .joint, rateFactor: 1, styleFactor: 1)
        return found
    }

    /// Norm of the generative gradients of one update.
    static func gradientNorm(_ options: TrainingOptions, _ batch: TrainingBatch) throws -> Float {
        try gradients(options, batch).reduce(0) { $0 + $1 * $1 }.squareRoot()
    }

    @Test func theAnchorAddsItsWeightTimesTheSameGradientWhereBothTargetsAgree() throws {
        var batch = Self.batch
        let network = try Self.lossNetwork()
        let features = network.features(Variable(batch.moving), on: Tape(recording: false))[3].value
        batch.contentFeatures = features
        var options = Self.contentAlone()
        let plain = try Self.gradients(options, batch)
        options.losses.anchorWeight = 2
        batch.originFeatures = features
        let anchored = try Self.gradients(options, batch)
        #expect(plain.count == anchored.count && plain.contains { abs($0) > 1e-4 })
        let largest = plain.map { abs($0) }.max() ?? 0
        for (one, three) in zip(plain, anchored) { #expect(abs(three - 3 * one) <= 1e-3 * largest) }
    }

    @Test func theChromaTermTakesSpecksOfColourAway() throws {
        var options = Self.contentAlone()
        (options.optimiser.actorRate, options.optimiser.builderRate) = (1e-3, 1e-3)
        func chroma(weight: Float) throws -> [Float] {
            options.losses.chromaWeight = weight
            let learner = try Self.learner(options)
            return (0..<12).map { _ in
                learner.update(Self.batch, noise: Self.noise, kind: .joint, rateFactor: 1, styleFactor: 1).chroma
                    ?? .nan
            }
        }
        let (slight, strong) = (try chroma(weight: 1e-6), try chroma(weight: 1e4))
        #expect(strong[0] == slight[0])
        #expect(strong[11] < 0.8 * slight[11], "\(slight) \(strong)")
    }

    @Test func theStructureTermMakesOutputsMoreLikeTheContent() throws {
        var options = Self.contentAlone()
        options.losses.structureWeight = 1000
        (options.optimiser.actorRate, options.optimiser.builderRate) = (1e-3, 1e-3)
        let learner = try Self.learner(options)
        var batch = Self.batch
        batch.origin = batch.moving
        let structure = (0..<12).map { _ in
            learner.update(batch, noise: Self.noise, kind: .joint, rateFactor: 1, styleFactor: 1).structure ?? .nan
        }
        #expect(structure[11] < structure[0] - 0.005, "\(structure)")
    }

    /// At its last step an episode's image is held with what the ease leaves.
    @Test(arguments: Hold.allCases, [Float(0.6), -0.5])
    func theHoldOnTheContentEasesAlongAnEpisode(hold: Hold, ease: Float) throws {
        var options = Self.contentAlone()
        options[keyPath: hold.weight] = 1000
        var batch = Self.batch
        batch.origin = batch.moving
        batch.originFeatures = try Self.lossNetwork().features(Variable(batch.moving), on: Tape(recording: false))[3]
            .value
        if hold == .structure { batch.originFeatures = nil } else { batch.origin = nil }
        let held = try Self.gradients(options, batch)
        options[keyPath: hold.ease] = ease
        #expect(try Self.gradients(options, batch) == held)
        batch.steps = [Int](repeating: options.memory.episodeLength - 1, count: batch.moving.shape.batch)
        let eased = try Self.gradients(options, batch)
        options[keyPath: hold.ease] = 0
        options[keyPath: hold.weight] = 1000 * (1 - ease)
        let other = try Self.gradients(options, batch)
        let largest = held.map { abs($0) }.max() ?? 0
        #expect(zip(held, eased).contains { abs($0 - $1) > 0.1 * largest })
        for (one, two) in zip(eased, other) { #expect(abs(one - two) <= 1e-3 * largest) }
    }

    /// Where it is active it is an image's style loss by another factor.
    @Test func aStepThatDoesNotLowerTheStyleLossCountsForMore() throws {
        var options = Self.contentAlone()
        options.losses.weighting = .fixed(content: 0, style: 1, contrastive: 0)
        var batch = Self.batch
        let count = batch.moving.shape.batch
        func gradients(_ priors: [Float?]) throws -> [Float] {
            batch.priorStyle = priors
            return try Self.gradients(options, batch)
        }
        let plain = try gradients([])
        options.losses.growthWeight = 2
        #expect(try gradients([Float?](repeating: 1e6, count: count)) == plain)
        #expect(try gradients([Float?](repeating: nil, count: count)) == plain)
        let all = try gradients([Float?](repeating: 1e-3, count: count))
        let largest = plain.map { abs($0) }.max() ?? 0
        #expect(largest > 0)
        for (one, other) in zip(plain, all) { #expect(abs(other - 2001 * one) <= largest) }
        // One image at a time: what they add comes to what all add.
        let alone = try (0..<count).map { image in
            try gradients((0..<count).map { $0 == image ? 1e-3 : nil })
        }
        #expect(alone[0] != alone[1])
        for index in plain.indices {
            let added = alone.reduce(0) { $0 + $1[index] - plain[index] }
            #expect(abs(added - (all[index] - plain[index])) <= 2 * largest)
        }
    }

    /// A fifth level whose maps are all the same adds nothing to the style loss, one with maps of its own does.
    @Test func theStyleLossIsSummedOverTheTapsAskedFor() throws {
        func style(taps: Int, deepScale: Float = 1) throws -> Float {
            var options = TrainingOptions()
            options.losses.styleTaps = taps
            let learner = try Self.learner(
                options, lossNetwork: Self.lossNetwork(taps: 5, deepScale: deepScale))
            return learner.update(Self.batch, noise: Self.noise, kind: .joint, rateFactor: 1, styleFactor: 1).style
        }
        let four = try style(taps: 4)
        #expect(try style(taps: 5, deepScale: 0) == four)
        #expect(try style(taps: 5) > 1.01 * four)
    }

    @Test func distancesAreThoseOfEachImageAlone() throws {
        let (network, still) = (try Self.lossNetwork(), Tape(recording: false))
        let statistics = [Self.batch.moving, Self.batch.style].map {
            StyleStatistics(network.features(Variable($0), on: still), on: still)
        }
        let channels = statistics[0].levels.map { $0.mean.shape.channels }
        let distances = statistics[0].distances(to: statistics[1], on: still).value
        let alone = (0..<Self.batch.moving.shape.batch).map { image in
            let rows = statistics.map { StyleStatistics(rows: [$0.row(image)], channels: channels) }
            return rows[0].distance(to: rows[1], on: still).value.scalar
        }
        #expect(Set(alone).count == alone.count)
        for (image, distance) in alone.enumerated() {
            #expect(abs(distances.values[image] - distance) <= 1e-5 * distance)
        }
    }

    @Test func growthIsTheMeanExcessOverTheMovingImagesStyleLoss() throws {
        var options = TrainingOptions()
        options.losses.growthMargin = 0.1
        let learner = try Self.learner(options)
        let distances = Variable(Tensor(planar: [0.5, 0.95, 3], shape: Shape(3, 1)))
        let growth = learner.growth(distances, since: [1, 1, nil], on: Tape(recording: false))
        #expect(abs(growth.value - 0.05 / 3) < 1e-6)
        #expect(abs(growth.loss.value.scalar - 0.95 / 3) < 1e-6)
    }

    @Test func sharesAreWeighedByAPowerOfTheMovingImagesStyleLoss() throws {
        var options = TrainingOptions()
        (options.losses.growthMargin, options.losses.growthExponent) = (0, 0.5)
        let learner = try Self.learner(options)
        let distances = Variable(Tensor(planar: [5, 0.5], shape: Shape(2, 1)))
        let growth = learner.growth(distances, since: [4, 0.25], on: Tape(recording: false))
        // 2 × a quarter, and a half × 1.
        #expect(abs(growth.value - (0.5 + 0.5) / 2) < 1e-6)
        #expect(abs(growth.loss.value.scalar - (2 * 1.25 + 0.5 * 2) / 2) < 1e-6)
    }

    /// Without their perceptual part too.
    @Test(arguments: [Float(0), 1])
    func identityUpdatesTeachToHandAPictureOn(perceptualWeight: Float) throws {
        var options = TrainingOptions()
        options.schedule.identityStructureWeight = 20
        options.schedule.identityPerceptualWeight = perceptualWeight
        (options.optimiser.actorRate, options.optimiser.builderRate) = (1e-3, 1e-3)
        let learner = try Self.learner(options)
        let reports = (0..<12).map { _ in
            learner.update(Self.batch, noise: Self.noise, kind: .identity, rateFactor: 1, styleFactor: 1)
        }
        let losses = try reports.map { report in
            try options.schedule.identityPixelWeight * #require(report.pixel)
                + options.schedule.identityStructureWeight * #require(report.structure)
                + perceptualWeight * (report.content + report.style)
        }
        #expect(losses[11] < 0.99 * losses[0], "\(losses)")
        #expect((reports[0].content == 0) == (perceptualWeight == 0))
        #expect(reports.allSatisfy { $0.critics.isEmpty && $0.contrastive == nil })
    }

    @Test func criticsSeeBoundedRewardsAndTargets() throws {
        var batch = Self.batch
        batch.action = Self.tensor(Self.map, seed: 12, mean: 0, scale: 1)
        batch.nextMoving = Self.tensor(Self.image, seed: 13)
        batch.reward = [-1e7, -1e7]
        batch.mask = [1, 1]
        var options = TrainingOptions()
        options.critics.initialLogAlpha = -20
        let unbounded = try Self.learner(options).update(
            batch, noise: Self.noise, kind: .joint, rateFactor: 1, styleFactor: 1)
        #expect((unbounded.qTarget ?? 0) < -9e6)
        options.critics.rewardLimit = 10
        let bounded = try Self.learner(options).update(
            batch, noise: Self.noise, kind: .joint, rateFactor: 1, styleFactor: 1)
        let target = try #require(bounded.qTarget)
        #expect(target < -5 && target > -20, "\(target)")
    }
}
