import Files
import Foundation
import Tensors

/// A training run from its folder: makes updates, keeps the folder, obeys signals and viewers, survives.
package final class TrainingRun {
    /// The choices of the run.
    package let configuration: TrainingConfiguration
    private let folder: RunFolder
    private let lossNetwork: LossNetwork
    private let images: CropImages
    private let sample: TrainingSample
    /// Images whose being passed over was reported.
    private var reportedSkips: Set<String> = []
    private var metrics: MetricsWriter
    private var trainer: Trainer
    /// Whether a non-finite loss was met before.
    private var hasRolledBack = false
    private let report: (TrainingRunEvent) -> Void

    /// Begins a run in a new folder.
    ///
    /// - Throws: `RunError`, `FileError` or `EngineError`, before anything is made where the inputs are at fault.
    package static func create(
        _ path: String, configuration: TrainingConfiguration, report: @escaping (TrainingRunEvent) -> Void
    ) throws -> TrainingRun {
        if let problem = configuration.problem {
            throw EngineError.failed("No run can be made with these options: \(problem).")
        }
        let inputs = try Inputs(configuration)
        let initial = try initialAgent(configuration)
        let folder = try RunFolder.create(path, configuration: configuration)
        do {
            return try TrainingRun(folder, configuration, inputs, checkpoint: nil, initial: initial, report: report)
        } catch {
            folder.abandon()
            throw error
        }
    }

    /// Goes on with the run in a folder. `updates` is a new number of updates to make, nil for the old one.
    ///
    /// - Throws: `RunError`, `FileError` or `EngineError`; also where more than `updates` are made already.
    package static func resume(
        _ path: String, updates: Int? = nil, report: @escaping (TrainingRunEvent) -> Void
    ) throws -> TrainingRun {
        var configuration = try RunFolder.readConfiguration(TrainingConfiguration.self, from: path)
        if let problem = configuration.problem {
            throw EngineError.failed(
                "\(path)/configuration.json cannot be gone on with: \(problem). Mend it there, or begin another run.")
        }
        if let updates, !(1...TrainingOptions.greatestCount).contains(updates) {
            throw EngineError.failed(
                "A run makes from 1 to \(TrainingOptions.greatestCount) updates, not \(updates); name another number.")
        }
        let inputs = try Inputs(configuration)
        let folder = try RunFolder.open(path)
        let checkpoint = try folder.latestCheckpoint()
        if let updates, let made = checkpoint?.update, updates < made {
            throw EngineError.failed("\(path) has made \(made) updates already; name a number larger than that.")
        }
        // A checkpoint has everything; the weights that the run began with may be gone by then.
        let initial = checkpoint == nil ? try initialAgent(configuration) : nil
        if let updates, updates != configuration.options.updates {
            configuration.options.updates = updates
            try folder.writeConfiguration(configuration)
        }
        return try TrainingRun(folder, configuration, inputs, checkpoint: checkpoint, initial: initial, report: report)
    }

    /// So many skipped images are named one by one.
    private static let namedSkips = 20

    /// What a run reads, checked before a folder is made.
    private struct Inputs {
        let lossNetwork: LossNetwork
        let contents: ImageFolder
        let styles: ImageFolder
        let sample: TrainingSample

        init(_ configuration: TrainingConfiguration) throws {
            guard configuration.options.precision.isSupported else {
                throw EngineError.failed(
                    "The run computes in \(configuration.options.precision.rawValue), which this processor does not; "
                        + "go on with it on one with AVX-512, or begin another with --init and its weights.")
            }
            contents = try ImageFolder(configuration.contentFolder, role: "content", minimumCount: 2)
            styles = try ImageFolder(configuration.styleFolder, role: "style", minimumCount: 2)
            sample = try TrainingSample(contents: contents, styles: styles)
            let digest = try SHA256Digest.hexadecimal(ofFile: configuration.lossNetwork)
            guard digest == configuration.lossNetworkSHA256 else {
                throw EngineError.failed(
                    "\(configuration.lossNetwork) is not the loss network that the run began with; put that one back.")
            }
            lossNetwork = try LossNetwork.load(configuration.lossNetwork)
            let taps = configuration.options.losses.styleTaps
            guard taps <= lossNetwork.tapCount else {
                throw EngineError.failed(
                    "\(configuration.lossNetwork) has \(lossNetwork.tapCount) taps and styleTaps asks for \(taps); "
                        + "choose a loss network that has them, such as VGG-16.")
            }
        }
    }

    /// The agent that a run starts from, checked to be the one that its configuration tells of; nil for a fresh one.
    private static func initialAgent(_ configuration: TrainingConfiguration) throws -> Agent? {
        guard let path = configuration.initialWeights else { return nil }
        let agent = try Agent.load(path)
        guard agent.sha256 == configuration.initialWeightsSHA256 ?? agent.sha256 else {
            throw EngineError.failed(
                "\(path) has changed since the run was begun with it; put that file back, or begin another run.")
        }
        return agent
    }

    private init(
        _ folder: RunFolder, _ configuration: TrainingConfiguration, _ inputs: Inputs,
        checkpoint: RunFolder.Checkpoint?, initial: Agent?, report: @escaping (TrainingRunEvent) -> Void
    ) throws {
        self.folder = folder
        self.configuration = configuration
        self.report = report
        folder.status.update { status in
            (status.state, status.message) = (.starting, "")
        }
        for loss in folder.losses(update: checkpoint?.update, former: folder.status.current.lastCheckpoint) {
            report(.message(loss))
        }
        lossNetwork = inputs.lossNetwork
        let options = configuration.options
        images = CropImages(
            content: inputs.contents, style: inputs.styles,
            options: CropOptions(
                side: options.crop, isSqueezed: options.memory.isSqueezed, wholeShare: options.memory.wholeShare,
                isMirrored: !options.memory.isSqueezed),
            seed: options.seed ^ 0x1_0000_0000)
        sample = inputs.sample
        let skipped = inputs.contents.skipped + inputs.styles.skipped
        for image in skipped.prefix(Self.namedSkips) { report(.message("skipped: \(image)")) }
        if skipped.count > Self.namedSkips {
            report(.message("skipped: \(skipped.count - Self.namedSkips) more images"))
        }
        report(.message("convolutions multiply in \(options.precision.rawValue)"))
        let layout = Trainer.layout(for: options, lossNetwork: lossNetwork)
        if let checkpoint {
            for reason in checkpoint.damaged { report(.message(reason)) }
            trainer = try Self.trainer(configuration, lossNetwork, images, layout, folder, from: checkpoint)
            metrics = try MetricsWriter(folder: folder.eventsFolder, resumedAt: trainer.updates)
            if trainer.memory.lostCount > 0, !trainer.isMemoryShort {
                report(.message("\(trainer.memory.lostCount) steps of the replay memory are not there any more"))
            }
            report(.message("resumed at update \(trainer.updates)"))
            if let target = options.updates, trainer.updates >= target {
                report(.message("all \(target) updates are made; name a larger number for more"))
            }
        } else {
            let memory = try ReplayMemory(creating: layout, in: folder.replayFolder)
            trainer = Trainer(
                options: options, lossNetwork: lossNetwork, images: images, memory: memory, initial: initial)
            metrics = try MetricsWriter(folder: folder.eventsFolder, resumedAt: nil)
        }
        folder.status.update { status in
            status.targetUpdates = options.updates
            status.updates = self.trainer.updates
        }
    }

    private static func trainer(
        _ configuration: TrainingConfiguration, _ lossNetwork: LossNetwork, _ images: CropImages,
        _ layout: ReplayLayout, _ folder: RunFolder, from checkpoint: RunFolder.Checkpoint
    ) throws -> Trainer {
        let index = try ReplayIndex(tensors: checkpoint.file.tensors, path: checkpoint.path)
        let memory = try ReplayMemory(resuming: index, layout: layout, in: folder.replayFolder)
        let trainer = Trainer(
            options: configuration.options, lossNetwork: lossNetwork, images: images, memory: memory)
        try trainer.restore(from: checkpoint.file, path: checkpoint.path)
        return trainer
    }

    /// Makes updates until all are made or somebody asks to stop; leaves a checkpoint, and the final weights where all are
    /// made. Returns how it ended.
    package func run() throws -> TrainingEnd {
        do {
            return try folderLoop()
        } catch {
            folder.end(.failed, message: "\(error)")
            throw error
        }
    }

    /// Asks the run to write a checkpoint and end after its present update; from any thread.
    package func stop() { folder.commands.stop() }

    private func folderLoop() throws -> TrainingEnd {
        let target = configuration.options.updates
        if trainer.updates == 0 || trainer.isMemoryShort {
            if trainer.updates > 0 { report(.message("the replay memory is not there any more; it is filled anew")) }
            try trainer.fillMemory { [report] episode, total in
                report(.message("episode \(episode) of \(total) before learning"))
            }
            reportSkips()
            // A loss that is not finite has a state to go back to from the first update on.
            try checkpoint()
        }
        folder.status.update { $0.state = .running }
        var clock = SpeedClock()
        while target.map({ trainer.updates < $0 }) ?? true {
            switch folder.commands.poll() {
            case .go: break
            case .wait:
                wait()
                clock = SpeedClock()
                continue
            case .stop:
                try checkpoint()
                folder.end(.stopped, message: "stopped at update \(trainer.updates)")
                return .stopped(update: trainer.updates)
            }
            let result: TrainingReport
            do {
                result = try trainer.update()
            } catch let error as TrainingError {
                try rollBack(error)
                clock = SpeedClock()
                continue
            }
            clock.tick()
            reportSkips()
            try metrics.write(result, updatesPerSecond: clock.rate)
            folder.status.update { status in
                status.updates = result.update
                status.updatesPerSecond = clock.rate
            }
            report(.progress(TrainingProgress(report: result, target: target, updatesPerSecond: clock.rate)))
            if result.update % configuration.sampleInterval == 0 { try writeSample() }
            if result.update % configuration.checkpointInterval == 0 { try checkpoint() }
        }
        try checkpoint()
        try folder.writeFinalWeights(
            trainer.weights(provenance: configuration.provenance(lossNetwork, updates: trainer.updates)))
        folder.end(.finished, message: "\(trainer.updates) updates")
        metrics.close()
        return .finished(updates: trainer.updates, weights: folder.finalWeightsPath)
    }

    /// Tells of images that could not be decoded when their turn came, once each.
    private func reportSkips() {
        for image in images.skipped where reportedSkips.count <= Self.namedSkips {
            guard reportedSkips.insert(image.path).inserted else { continue }
            let isNamed = reportedSkips.count <= Self.namedSkips
            report(.message(isNamed ? "skipped: \(image)" : "skipped: more images, which are not named"))
        }
    }

    /// Sleeps until somebody resumes or stops the run.
    private func wait() {
        folder.status.update { $0.state = .paused }
        report(.paused(true))
        while folder.commands.poll() == .wait { usleep(200_000) }
        folder.status.update { $0.state = .running }
        report(.paused(false))
    }

    private func checkpoint() throws {
        try folder.writeCheckpoint(trainer.stored(), update: trainer.updates)
        trainer.checkpointed()
        try folder.writeWeights(
            trainer.weights(provenance: configuration.provenance(lossNetwork, updates: trainer.updates)),
            update: trainer.updates)
        let update = trainer.updates
        folder.status.update { $0.lastCheckpoint = update }
        report(.checkpoint(update: update))
    }

    /// Back to the last checkpoint with half the step; a second time is the end.
    private func rollBack(_ error: TrainingError) throws {
        guard !hasRolledBack, let checkpoint = try folder.latestCheckpoint() else {
            throw EngineError.failed(
                "\(error) Going back did not help; begin again with smaller rates, or resume from weights/ with --init."
            )
        }
        hasRolledBack = true
        let layout = Trainer.layout(for: configuration.options, lossNetwork: lossNetwork)
        trainer = try Self.trainer(configuration, lossNetwork, images, layout, folder, from: checkpoint)
        trainer.rollbackFactor *= 0.5
        metrics = try MetricsWriter(folder: folder.eventsFolder, resumedAt: trainer.updates)
        report(.message("\(error) Back to update \(trainer.updates), with half the step."))
    }

    private func writeSample() throws {
        let agent = try Agent(trainer.weights())
        var sequence = try StyleSequence(agent: agent, content: sample.content, style: sample.style)
        for _ in 1...10 { try sequence.step(StepOptions(isAssessed: false)) }
        try metrics.write(
            [sample.content, sample.style] + [1, 5, 10].map { sequence.frames[$0].image }, update: trainer.updates)
    }
}
