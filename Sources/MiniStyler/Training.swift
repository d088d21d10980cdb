import Engine
import Foundation

/// A training run in a folder of its own, which holds its configuration, checkpoints, weights and event files. Nobody else may
/// train in the folder until the run has ended.
public final class Training: @unchecked Sendable {
    private let reports = Reports()
    // Guards the two below.
    private let lock = NSLock()
    private var training: TrainingRun?
    private var hasBegun = false

    /// Begins a run.
    ///
    /// - Parameters:
    ///   - folder: the run's; made where it is missing.
    ///   - content: the folder of content images, at least two PNG or JPEG files.
    ///   - style: that of style images, likewise.
    ///   - updates: how many to make, at least 1; nil: until stopped.
    ///   - options: changes of the standard options by name, values as in `ministyler train --set`: `["batch": "4",
    ///     "actorRate": "0.0002"]`. docs/training.md lists them.
    ///   - initialWeights: a file of weights to start from, whose relaxation exponent is the run's; nil: random ones.
    ///   - lossNetwork: a safetensors file; nil: the one that comes with MiniStyler or that `MINISTYLER_LOSS_NETWORK` names.
    ///   - checkpointInterval: updates between two checkpoints, at least 1.
    /// - Throws: `MiniStylerError.option` where an option has no such name or value, `.run` where there is a run in the folder or
    ///   a folder lacks images, `.weights` and `.file` where a file is at fault.
    public init(
        run folder: String, content: String, style: String, updates: Int? = nil, options: [String: String] = [:],
        initialWeights: String? = nil, lossNetwork: String? = nil, checkpointInterval: Int = 500
    ) throws(MiniStylerError) {
        let path = try ShippedFiles.lossNetwork(unless: lossNetwork)
        let reports = reports
        training = try MiniStylerError.translating(other: MiniStylerError.run) {
            var standard = TrainingOptions.standard
            standard.precision = .fastest
            standard.updates = updates
            let configuration = try TrainingConfiguration(
                content: content, style: style, lossNetwork: path, initialWeights: initialWeights, options: standard,
                changes: options.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
                checkpointInterval: checkpointInterval)
            return try TrainingRun.create(folder, configuration: configuration) { reports.take(TrainingEvent($0)) }
        }
    }

    /// Goes on with the run in a folder, from its last checkpoint.
    ///
    /// - Parameters:
    ///   - folder: the run's.
    ///   - updates: how many to make in all, no fewer than are made; nil: as the run began with.
    /// - Throws: `MiniStylerError.run` where the folder holds no run or another process trains in it, `.file` where a file of it
    ///   cannot be read.
    public init(resuming folder: String, updates: Int? = nil) throws(MiniStylerError) {
        let reports = reports
        training = try MiniStylerError.translating(other: MiniStylerError.run) {
            try TrainingRun.resume(folder, updates: updates) { reports.take(TrainingEvent($0)) }
        }
    }

    /// Makes updates on this thread until all are made or `stop()` is called; then writes a checkpoint. To be called once; to go
    /// on afterwards, resume the run.
    ///
    /// - Parameter report: is told on this thread what happens.
    /// - Returns: the trained agent; nil where the run was stopped.
    /// - Throws: `MiniStylerError.run` where losses are no finite numbers, `.file` where a file cannot be written.
    @discardableResult
    public func run(_ report: @escaping (TrainingEvent) -> Void = { _ in }) throws(MiniStylerError) -> Agent? {
        let training = begin()
        reports.deliver(to: report)
        defer {
            lock.withLock { self.training = nil }
            reports.deliver(to: nil)
        }
        switch try MiniStylerError.translating(other: MiniStylerError.run, { try training.run() }) {
        case .finished(_, let weights):
            reports.take(.finished(weights: weights))
            return try Agent(contentsOf: weights)
        case .stopped(let update):
            reports.take(.stopped(update: update))
            return nil
        }
    }

    /// As `run`, on a thread of its own. The stream ends with the run, by its `MiniStylerError` where it fails; a task that is
    /// cancelled while it waits for the stream stops the run.
    public func events() -> AsyncThrowingStream<TrainingEvent, any Error> {
        let (stream, continuation) = AsyncThrowingStream.makeStream(of: TrainingEvent.self)
        continuation.onTermination = { [weak self] in
            if case .cancelled = $0 { self?.stop() }
        }
        let thread = Thread {
            do {
                try self.run { continuation.yield($0) }
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
        thread.stackSize = 8 << 20
        thread.name = "ministyler training"
        thread.start()
        return stream
    }

    /// Asks the run to end after its present update; from any thread.
    public func stop() { lock.withLock { training?.stop() } }

    private func begin() -> TrainingRun {
        lock.withLock {
            guard let training, !hasBegun else { preconditionFailure("a training runs once; resume it to go on") }
            hasBegun = true
            return training
        }
    }

    /// What is reported; what comes before anybody listens is kept until then. Used by one thread at a time, that of the run.
    private final class Reports {
        private var waiting: [TrainingEvent] = []
        private var receiver: ((TrainingEvent) -> Void)?

        func take(_ event: TrainingEvent) {
            if let receiver { receiver(event) } else { waiting.append(event) }
        }

        func deliver(to receiver: ((TrainingEvent) -> Void)?) {
            self.receiver = receiver
            guard let receiver else { return }
            waiting.forEach(receiver)
            waiting = []
        }
    }
}

/// What a training run tells.
public enum TrainingEvent: Sendable, Equatable {
    /// Something worth a line.
    case message(String)
    /// Update `number`, counted from 1, was made. `values` are those it writes to the event files, by tag; `secondsLeft` is known
    /// where the number of updates is.
    case update(number: Int, values: [String: Double], secondsLeft: Double?)
    /// A checkpoint of this update is safely written.
    case checkpoint(update: Int)
    /// The run waits to be resumed, by `ministyler watch` for one, or goes on.
    case paused(Bool)
    /// All updates are made; the agent is the file `weights`. The last event.
    case finished(weights: String)
    /// The run was stopped after this update. The last event.
    case stopped(update: Int)

    fileprivate init(_ event: TrainingRunEvent) {
        self =
            switch event {
            case .message(let text): .message(text)
            case .paused(let isPaused): .paused(isPaused)
            case .checkpoint(let update): .checkpoint(update: update)
            case .progress(let progress):
                .update(
                    number: progress.report.update,
                    values: Dictionary(
                        uniqueKeysWithValues: progress.report.scalars(updatesPerSecond: progress.updatesPerSecond)
                            .map { ($0.tag, Double($0.value)) }),
                    secondsLeft: progress.secondsLeft)
            }
    }
}
