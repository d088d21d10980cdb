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
            Go on:    ministyler train --run runs/first --resume
            Ctrl-C or SIGTERM writes a checkpoint and ends; SIGUSR1 pauses, SIGUSR2 goes on.
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

    @Option(help: ArgumentHelp("Updates between two checkpoints.", valueName: "n"))
    var checkpointEvery = 500

    @Option(help: ArgumentHelp("Images of a batch, at least 2.", valueName: "n"))
    var batch = 8

    @Option(help: ArgumentHelp("Side of the crops in pixels, a multiple of 4, at least 64.", valueName: "n"))
    var crop = 256

    @Option(help: "The defaults of this program, or what the authors' released code does.")
    var preset = TrainingPreset.paper

    @Option(
        help: ArgumentHelp("The loss network (default: the small one that comes with the program).", valueName: "file"),
        completion: .file())
    var lossNetwork: String?

    @Option(help: ArgumentHelp("Weights to start from.", valueName: "file"), completion: .file())
    var `init`: String?

    @Flag(help: "Go on with the run in the folder.")
    var resume = false

    @Option(help: ArgumentHelp("Seed of everything random.", valueName: "n"))
    var seed: UInt64 = 1

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

    @Option(help: "What the contrastive loss compares.")
    var contrastive = ContrastiveLevels.hierarchical

    @Option(help: "How losses are weighed, where not fixed: the paper's form or the released code's.")
    var weighting: LossWeightingForm?

    @Option(
        help: ArgumentHelp(
            "Change one option of the run, e.g. actorRate=0.0002; docs/training.md lists them. Repeatable.",
            valueName: "name=value"))
    var set: [String] = []

    func validate() throws {
        if resume {
            guard content == nil, style == nil else {
                throw ValidationError("--resume goes on with the run's own folders; leave out --content and --style.")
            }
        } else {
            guard content != nil, style != nil else { throw ValidationError("Name both --content and --style.") }
        }
        guard batch >= 2 else { throw ValidationError("--batch must be at least 2.") }
        guard crop >= 64, crop % 4 == 0 else { throw ValidationError("--crop must be a multiple of 4, at least 64.") }
        guard checkpointEvery > 0 else { throw ValidationError("--checkpoint-every must be at least 1.") }
        if let updates, updates < 1 { throw ValidationError("--updates must be at least 1.") }
        try precision?.validate()
        _ = try fixedWeights()
    }

    func run() throws {
        RunSignals.install()
        let display = TrainingDisplay()
        let training: TrainingRun
        if resume {
            training = try TrainingRun.resume(folder, updates: updates) { display.show($0) }
        } else {
            training = try TrainingRun.create(folder, configuration: makeConfiguration()) { display.show($0) }
        }
        try training.run()
        display.end()
    }

    private func makeConfiguration() throws -> TrainingConfiguration {
        guard let path = lossNetwork ?? LossNetwork.defaultPath()
        else {
            throw CommandError(
                "There is no loss network to learn with: make one with `ministyler convert --loss-network vgg.pth "
                    + "--calibrate photos --output loss.safetensors` and pass it with --loss-network.")
        }
        return TrainingConfiguration(
            options: try makeOptions(), contentFolder: AbsolutePath.of(content ?? ""),
            styleFolder: AbsolutePath.of(style ?? ""), lossNetwork: AbsolutePath.of(path),
            lossNetworkSHA256: try SHA256Digest.hexadecimal(ofFile: path),
            initialWeights: `init`.map { AbsolutePath.of($0) }, checkpointInterval: checkpointEvery)
    }

    private func makeOptions() throws -> TrainingOptions {
        var options: TrainingOptions = preset == .paper ? .paper : .released
        options.batch = batch
        options.crop = crop
        options.seed = seed
        options.precision = precision ?? .fastest
        options.updates = updates
        options.isReinforced = !noRL
        options.contrastive = contrastive
        if let weighting { options.weighting = weighting == .paper ? .paper : .released }
        if let fixed = try fixedWeights() {
            options.weighting = .fixed(content: fixed[0], style: fixed[1], contrastive: fixed[2])
        }
        for assignment in set { options = try options.changed(by: assignment) }
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
    case paper
    case released
}

/// The two learned forms of the loss weights.
enum LossWeightingForm: String, ExpressibleByArgument, CaseIterable {
    case paper
    case released
}

extension ContrastiveLevels: ExpressibleByArgument {}
