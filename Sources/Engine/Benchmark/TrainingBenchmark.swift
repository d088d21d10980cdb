import Foundation
import Tensors

/// How fast the agent learns: whole updates of a `Trainer` (environment step, replay memory, all networks, optimisers) on
/// random images, against the machine's convolution peak measured in between.
package struct TrainingBenchmark: Codable, Sendable, Equatable {
    /// Time of one part of an update.
    package struct PartTime: Codable, Sendable, Equatable {
        /// The part.
        package var part: TrainingPart
        /// Mean over the measured updates, ms.
        package var milliseconds: Double
    }

    /// What convolutions multiplied in, those of the peak too.
    package var precision: Precision
    /// Images of a batch and side of the crops, pixels.
    package var batch: Int, crop: Int
    /// Updates measured: a multiple of the policy's interval, so that its updates weigh as in training.
    package var updates: Int
    /// Wall time of an update, s: the mean of the fastest run of `TrainingOptions.policyInterval` consecutive updates, and
    /// the mean of all.
    package var bestSeconds: Double, meanSeconds: Double
    /// Where the time goes.
    package var parts: [PartTime]
    /// Necessary operations of an update.
    package var cost: TrainingCost
    /// Their sum.
    package var operations: Double
    /// What the engine itself counted per update.
    package var countedOperations: Double
    /// Operations over the best time, operations/s.
    package var operationsPerSecond: Double
    /// The convolution peak in the same minutes, operations/s.
    package var peakOperationsPerSecond: Double
    /// The one over the other.
    package var share: Double
    /// The same share with processor time in both, which a busy machine falsifies less.
    package var processorShare: Double
    /// Most bytes of tensors at one time.
    package var peakTensorBytes: Int
    /// Most resident bytes of the process at one time.
    package var peakResidentBytes: Int?

    /// Runs it.
    ///
    /// - Parameters:
    ///   - options: of which batch, crop and the losses matter; the stable start is left out.
    ///   - seconds: about how long; at least one round of `policyInterval` updates is measured, after one update to warm up.
    /// - Throws: `EngineError` or `RunError` where the temporary replay memory cannot be made.
    package static func run(
        options: TrainingOptions, lossNetwork: LossNetwork, seconds: Double = 30, peak: ConvolutionPeak
    ) throws -> TrainingBenchmark {
        var options = options
        (options.schedule.identityUpdates, options.schedule.identityInterval) = (0, 0)
        (options.schedule.styleRampUpdates, options.schedule.episodeGrowthUpdates) = (0, 0)
        (options.memory.warmupEpisodes, options.memory.replayCapacity) = (1, max(64, 2 * options.batch))
        options.critics.isReinforced = true
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ministyler-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        TensorMemory.releaseIdle()
        TensorMemory.resetPeak()
        ResidentMemory.resetPeak()
        let trainer = Trainer(
            options: options, lossNetwork: lossNetwork, images: RandomImages(crop: options.crop),
            memory: try ReplayMemory(
                creating: Trainer.layout(for: options, lossNetwork: lossNetwork), in: folder.path))
        try trainer.fillMemory()
        _ = try trainer.update()
        let timer = PartTimer()
        trainer.learner.timer = timer
        var times: [Double] = []
        var fastest = Stopwatch()
        var counted = 0.0
        let end = ContinuousClock.now + .seconds(seconds)
        repeat {
            peak.measure()
            _ = Operations.takeCount()
            let time = try Stopwatch.measure {
                for _ in 0..<options.critics.policyInterval { _ = try trainer.update() }
            }
            times.append(time.wall)
            fastest.keepBest(time)
            counted += Operations.takeCount()
        } while ContinuousClock.now < end
        peak.measure()
        let updates = times.count * options.critics.policyInterval
        let cost = TrainingCost(options: options, lossNetwork: lossNetwork)
        let interval = Double(options.critics.policyInterval)
        return TrainingBenchmark(
            precision: options.precision, batch: options.batch, crop: options.crop, updates: updates,
            bestSeconds: fastest.wall / interval,
            meanSeconds: times.reduce(0, +) / Double(updates),
            parts: TrainingPart.allCases.map {
                PartTime(part: $0, milliseconds: 1000 * (timer.seconds[$0.rawValue] ?? 0) / Double(updates))
            }, cost: cost, operations: cost.operations, countedOperations: counted / Double(updates),
            operationsPerSecond: cost.operations * interval / fastest.wall,
            peakOperationsPerSecond: peak.operationsPerSecond,
            share: cost.operations * interval / fastest.wall / peak.operationsPerSecond,
            processorShare: cost.operations * interval / fastest.processor / peak.operationsPerProcessorSecond,
            peakTensorBytes: TensorMemory.peakBytes,
            peakResidentBytes: ResidentMemory.peakBytes)
    }
}

/// Crops of uniform noise: time does not depend on what they show.
private final class RandomImages: TrainingImages {
    private let crop: Int
    private var generator = RandomGenerator(seed: 1)

    init(crop: Int) {
        self.crop = crop
    }

    func next() throws -> (content: [Float], style: [Float]) { (image(), image()) }

    private func image() -> [Float] { (0..<3 * crop * crop).map { _ in generator.nextFloat() } }

    var state: String { "" }

    func restore(state: String) throws {}
}
