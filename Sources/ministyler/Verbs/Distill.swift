import ArgumentParser
import Engine
import Files
import Foundation

/// Makes a small loss network out of a large one.
struct Distill: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Distil a large loss network into a small one.",
        discussion: "The small network measures the same style and content distances at a fifteenth of the cost.")

    @Option(
        help: ArgumentHelp("The large network, normalised (convert --calibrate).", valueName: "file"),
        completion: .file())
    var teacher: String

    @Option(help: ArgumentHelp("The folder of content images.", valueName: "folder"), completion: .directory)
    var content: String

    @Option(help: ArgumentHelp("The folder of style images.", valueName: "folder"), completion: .directory)
    var style: String

    @Option(
        name: .customLong("weights"), parsing: .upToNextOption,
        help: ArgumentHelp("Weights of agents whose frames are learned from.", valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var weights: [String] = []

    @Option(
        name: .customLong("init"),
        help: ArgumentHelp("A small network to go on from, made by distill.", valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var start: String?

    @Option(help: ArgumentHelp("Updates to make.", valueName: "n"))
    var updates = 1000

    @Option(help: ArgumentHelp("Learning rate at its highest.", valueName: "rate"))
    var rate: Float = 1e-4

    @Option(help: ArgumentHelp("Pairs of a batch, eight images each.", valueName: "n"))
    var batch = 2

    @Option(help: ArgumentHelp("Side of the crops in pixels.", valueName: "n"))
    var crop = 128

    @Option(help: ArgumentHelp("Seed of everything random.", valueName: "n"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("The file to write, renewed every 250 updates.", valueName: "file"), completion: .file())
    var output: String

    func validate() throws {
        guard (1...TrainingOptions.greatestCount).contains(updates), (1...1024).contains(batch) else {
            throw ValidationError(
                "--updates must be from 1 to \(TrainingOptions.greatestCount), --batch from 1 to 1024.")
        }
        guard rate > 0, rate < 1 else { throw ValidationError("--rate must lie between 0 and 1.") }
        guard (64...4096).contains(crop), crop % 16 == 0 else {
            throw ValidationError("--crop must be a multiple of 16 from 64 to 4096.")
        }
    }

    func run() throws {
        let images = CropImages(
            content: try Engine.ImageFolder(content, role: "content"),
            style: try Engine.ImageFolder(style, role: "style"),
            options: CropOptions(side: crop), seed: seed)
        let distiller = try Distiller(
            teacher: try LossNetwork.load(teacher), images: images, agents: try weights.map { try Agent.load($0) },
            crop: crop, pairs: batch, updates: updates, rate: rate, seed: seed,
            start: try start.map { try LossNetwork.load($0) })
        try distiller.fit()
        let bar = ProgressBar(total: updates)
        let isStream = PathKind.isStream(output)
        var recent: [Distiller.Report] = []
        for update in 1...updates {
            recent = recent.suffix(Self.averaged - 1) + [try distiller.update()]
            let text = Self.text(recent)
            if StandardError.isTerminal {
                bar.show(done: update, label: text)
            } else if update % Self.averaged == 0 {
                StandardError.write("update \(update)/\(updates)  \(text)\n")
            }
            // A pipe takes the last state only.
            if update == updates || update % 250 == 0 && !isStream {
                try Safetensors.write(try distiller.stored(), to: output)
            }
        }
        if StandardError.isTerminal { bar.clear() }
        guard !OwnDescriptor.isStandardOutput(output) else { return }
        try StandardOutput.write(line: "\(output): \(distiller.student.parameters.count.grouped) parameters")
    }

    /// Updates over which errors are averaged for people: single batches differ by more than a hundred updates achieve.
    private static let averaged = 50

    private static func text(_ reports: [Distiller.Report]) -> String {
        let mean = { (value: (Distiller.Report) -> Float) in
            reports.reduce(0) { $0 + value($1) } / Float(reports.count)
        }
        return String(
            format: "features %.3f style %.4f change %.3f content %.4f", mean { $0.feature }, mean { $0.style },
            mean { $0.change }, mean { $0.content })
    }
}
