import ArgumentParser
import Engine
import Files
import Foundation

/// Trains an agent on folders of images.
struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train an agent on your own images.",
        discussion: """
            Begin:    ministyler train --content photos --style paintings --run runs/first
            It goes on from the agent that comes with the program, which paints; with --from-scratch from random weights.
            Go on:    ministyler train --run runs/first --resume
            Ctrl-C or SIGTERM writes a checkpoint and ends; SIGUSR1 pauses, SIGUSR2 goes on.

            Options that --set changes, by groups (docs/training.md tells what each does):
            \(TrainingOptions.groups.map { group in
                "  " + ((try? TrainingOptions.namesInGroup(group)) ?? group)
            }.joined(separator: "\n"))
            """)

    @Option(help: ArgumentHelp("The folder of content images.", valueName: "folder"), completion: .directory)
    var content: String?

    @Option(help: ArgumentHelp("The folder of style images.", valueName: "folder"), completion: .directory)
    var style: String?

    @Option(
        name: .customLong("run"), help: ArgumentHelp("The folder of the run.", valueName: "folder"),
        completion: .directory)
    var folder: String

    @Option(help: ArgumentHelp("Updates to make in all (default: until stopped).", valueName: "n"))
    var updates: Int?

    @Option(help: ArgumentHelp("Updates between two checkpoints (default: 500).", valueName: "n"))
    var checkpointEvery: Int?

    @Option(help: ArgumentHelp("Images of a batch, at least 2 (default: 4 with painting, else 8).", valueName: "n"))
    var batch: Int?

    @Option(
        help: ArgumentHelp("Side of the crops in pixels, a multiple of 4, at least 64 (default: 256).", valueName: "n"))
    var crop: Int?

    @Option(
        help: """
            How the program's own agent paints, what it learns with from random weights, the paper's values, or what the authors'
            released code does (default: painting; standard with --from-scratch).
            """)
    var preset: TrainingPreset?

    @Option(
        help: ArgumentHelp("The loss network (default: the small one that comes with the program).", valueName: "file"),
        completion: .file())
    var lossNetwork: String?

    @Option(
        help: ArgumentHelp(
            "Weights to start from; their relaxation exponent is the run's (default: with painting, the program's own agent; "
                + "else random).", valueName: "file"),
        completion: .file())
    var `init`: String?

    @Flag(help: "Start from random weights.")
    var fromScratch = false

    @Flag(help: "Go on with the run in the folder.")
    var resume = false

    @Option(help: ArgumentHelp("Seed of everything random (default: 1).", valueName: "n"))
    var seed: UInt64?

    @Option(
        help: """
            What convolutions multiply in (default: the faster one here; bf16 needs a processor with AVX-512).
            """)
    var precision: Precision?

    @Flag(name: .customLong("no-rl"), help: "Learn from the generative loss alone (the paper's ablation).")
    var noRL = false

    @Option(
        help: ArgumentHelp("Fixed weights of content, style and contrastive loss, e.g. 1,3,3.", valueName: "c,s,ct"))
    var weightsManual: String?

    @Option(help: "What the contrastive loss compares (default: hierarchical).")
    var contrastive: ContrastiveLevels?

    @Option(help: "How losses are weighed, where not fixed: the paper's form or the released code's.")
    var weighting: LossWeightingForm?

    @Option(
        help: ArgumentHelp(
            "Change one option of the run, e.g. actorRate=0.0002; docs/training.md lists them. Repeatable.",
            valueName: "name=value"))
    var set: [String] = []

    func validate() throws {
        if !resume {
            guard content != nil, style != nil else { throw ValidationError("Name both --content and --style.") }
        }
        guard batch ?? 2 >= 2 else { throw ValidationError("--batch must be at least 2.") }
        guard crop ?? 64 >= 64, (crop ?? 64) % 4 == 0 else {
            throw ValidationError("--crop must be a multiple of 4, at least 64.")
        }
        guard checkpointEvery ?? 1 > 0 else { throw ValidationError("--checkpoint-every must be at least 1.") }
        for (name, number) in [("--checkpoint-every", checkpointEvery), ("--updates", updates)] {
            guard number ?? 1 <= TrainingOptions.greatestCount else {
                throw ValidationError("\(name) must be at most \(TrainingOptions.greatestCount).")
            }
        }
        if let updates, updates < 1 { throw ValidationError("--updates must be at least 1.") }
        if fromScratch, `init` != nil {
            throw ValidationError("--from-scratch has no weights to --init with; leave out one.")
        }
        try precision?.validate()
        _ = try fixedWeights()
    }

    /// Whether the command line has options that a run keeps from its beginning.
    private var hasChoices: Bool {
        let given: [Any?] = [
            content, style, checkpointEvery, batch, crop, preset, lossNetwork, `init`, seed, precision, weightsManual,
            contrastive, weighting,
        ]
        return noRL || fromScratch || !set.isEmpty || given.contains { $0 != nil }
    }

    /// - Throws: where an option says something else than the run began with.
    private func checkChoices() throws {
        let kept = try TrainingConfiguration.read(from: folder)
        if fromScratch, let weights = kept.initialWeights {
            throw CommandError(
                "--resume goes on with what \(folder) began with, which was \(weights); leave out --from-scratch.")
        }
        let differences = try makeConfiguration(repeating: kept).differences(from: kept)
        if let first = differences.first {
            let others = differences.count == 1 ? "" : " (and \(differences.count - 1) others)"
            throw CommandError(
                "--resume goes on with what \(folder) began with, but by these options \(first)\(others): give all options again, or "
                    + "none but --updates, which alone may change.")
        }
    }

    func run() throws {
        RunSignals.install()
        let display = TrainingDisplay()
        let training: TrainingRun
        if resume {
            if hasChoices { try checkChoices() }
            training = try TrainingRun.resume(folder, updates: updates) { display.show($0) }
        } else {
            training = try TrainingRun.create(folder, configuration: makeConfiguration()) { display.show($0) }
        }
        display.show(try training.run(), folder: folder)
    }

    /// - Parameter kept: what a run began with, where the command line may leave it out.
    private func makeConfiguration(repeating kept: TrainingConfiguration? = nil) throws -> TrainingConfiguration {
        guard let path = lossNetwork ?? kept?.lossNetwork ?? LossNetwork.defaultPath()
        else {
            throw CommandError(
                "There is no loss network to learn with: make one with `ministyler convert --loss-network vgg.pth "
                    + "--calibrate photos --output loss.safetensors` and pass it with --loss-network.")
        }
        let options = try makeOptions(repeating: kept?.options)
        let changes = try set.map { assignment in
            let parts = assignment.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw ValidationError("--set takes name=value, not \(assignment).") }
            return (name: parts[0], text: parts[1])
        }
        let configuration: TrainingConfiguration
        do {
            configuration = try TrainingConfiguration(
                content: content ?? kept?.contentFolder ?? "", style: style ?? kept?.styleFolder ?? "",
                lossNetwork: path,
                initialWeights: kept == nil ? try initialWeights() : `init`, options: options, changes: changes,
                checkpointInterval: checkpointEvery ?? kept?.checkpointInterval ?? 500)
        } catch let error as OptionError {
            throw ValidationError(error.description)
        }
        let critics = configuration.options.critics
        guard critics.isReinforced || critics.criticUpdates == 0 else {
            throw ValidationError("--no-rl has no critics for criticUpdates to train; leave out one of the two.")
        }
        return configuration
    }

    private var begunPreset: TrainingPreset { preset ?? (fromScratch ? .standard : .painting) }

    /// The file that a new run starts from, nil for random weights.
    private func initialWeights() throws -> String? {
        if let `init` { return `init` }
        guard begunPreset == .painting, !fromScratch else { return nil }
        guard let path = Agent.defaultWeightsPath() else {
            throw CommandError(
                "No agent comes with this program to go on from: name one with --init, or begin with --from-scratch.")
        }
        return path
    }

    /// The options before `--set`.
    private func makeOptions(repeating kept: TrainingOptions? = nil) throws -> TrainingOptions {
        var options: TrainingOptions = preset?.options ?? kept ?? begunPreset.options
        if let batch { options.batch = batch }
        if let crop { options.crop = crop }
        if let seed { options.seed = seed }
        options.precision = precision ?? kept?.precision ?? .fastest
        options.updates = updates
        options.critics.isReinforced = noRL ? false : kept?.critics.isReinforced ?? true
        if let contrastive { options.losses.contrastive = contrastive }
        if let weighting { options.losses.weighting = weighting == .paper ? .paper : .released }
        if let fixed = try fixedWeights() {
            options.losses.weighting = .fixed(content: fixed[0], style: fixed[1], contrastive: fixed[2])
        }
        return options
    }

    private func fixedWeights() throws -> [Float]? {
        guard let weightsManual else { return nil }
        let values = weightsManual.split(separator: ",", omittingEmptySubsequences: false).map { Float($0) }
        guard values.count == 3, values.allSatisfy({ $0.map { $0 >= 0 && $0.isFinite } ?? false }) else {
            throw ValidationError("--weights-manual takes three numbers from 0 up, such as 1,3,3.")
        }
        return values.compactMap { $0 }
    }
}

/// Which set of defaults a run begins with.
enum TrainingPreset: String, ExpressibleByArgument, CaseIterable {
    case painting
    case standard
    case paper
    case released

    var options: TrainingOptions {
        switch self {
        case .painting: .painting
        case .standard: .standard
        case .paper: .paper
        case .released: .released
        }
    }
}

/// The two learned forms of the loss weights.
enum LossWeightingForm: String, ExpressibleByArgument, CaseIterable {
    case paper
    case released
}

extension ContrastiveLevels: ExpressibleByArgument {}
