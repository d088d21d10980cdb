import ArgumentParser
import Engine
import Files
import Foundation

/// Lets the agent go on learning on one pair.
struct Practise: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let the agent learn on one photograph and one style.",
        discussion: """
            What comes out paints this pair better, and others worse; use it with --weights. A minute changes a lot.

            Losses:  ministyler practise photo.jpg style.jpg --set painting.strokes=4 --output agent.safetensors
            """)

    @Argument(help: "The image to learn to stylize.", completion: .file())
    var content: String

    @Argument(help: "The image whose style is learned.", completion: .file())
    var style: String

    @OptionGroup var weights: WeightsOption

    @Option(help: ArgumentHelp("Updates to make.", valueName: "n"))
    var updates = PracticeOptions().updates

    @Option(help: ArgumentHelp("Short side in pixels that both images are reduced to.", valueName: "pixels"))
    var size = PracticeOptions().shortSide

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp(
            "Change an option of learning, such as painting.palette=300; docs/training.md has them.",
            valueName: "option=value"))
    var settings: [String] = []

    @Option(help: ArgumentHelp("Seed of everything random.", valueName: "n"))
    var seed: UInt64 = 1

    @Option(
        help: ArgumentHelp("The loss network (default: the one that comes with the program).", valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var lossNetwork: String?

    @Flag(help: "Print one JSON object an update.")
    var json = false

    @Option(
        help: ArgumentHelp("The weights file to write, renewed every 20 updates.", valueName: "file"),
        completion: .file())
    var output: String

    func validate() throws {
        if let problem = try options().problem { throw ValidationError("It cannot practise so: \(problem).") }
        if json, OwnDescriptor.isStandardOutput(output) {
            throw ValidationError("--json and the weights would both go to standard output; name another file.")
        }
    }

    func run() throws {
        let agent = try weights.agent()
        guard let network = try lossNetwork.map({ try LossNetwork.load($0) }) ?? LossNetwork.loadDefault() else {
            throw CommandError(
                "The loss network that comes with the program is missing: name one with --loss-network, or make one with "
                    + "`ministyler distill`.")
        }
        let practice = try Practice(
            agent: agent, lossNetwork: network, content: try Picture.read(content), style: try Picture.read(style),
            options: try options())
        // A folder that cannot be written to is told before all is learned.
        let isFile = AtomicFile.replaces(output)
        if isFile { _ = try AtomicFileWriter(output) }
        try Interruption.endsCleanly { if StandardError.isTerminal { StandardError.erase() } }
        let bar = ProgressBar(total: updates)
        for update in 1...updates {
            let report = practice.update()
            if json { try StandardOutput.write(line: try JSONLine.text(PracticeLine(report))) }
            if report.wentBack {
                if StandardError.isTerminal { bar.clear() }
                StandardError.note(Self.warning(report))
            }
            if StandardError.isTerminal {
                bar.show(done: update, label: Self.text(report))
            } else if update % 10 == 0 || update == updates, !json {
                StandardError.write("update \(update)/\(updates)  \(Self.text(report))\n")
            }
            if update == updates || update % Self.renewal == 0 && isFile {
                try Interruption.whileWriting { try Safetensors.write(practice.weights(), to: output) }
            }
        }
        if StandardError.isTerminal { bar.clear() }
        if !json, !OwnDescriptor.isStandardOutput(output) { try StandardOutput.write(line: output) }
    }

    /// Updates after which the file is written anew, so that little is lost by who stops.
    private static let renewal = 20

    private func options() throws -> PracticeOptions {
        var options = PracticeOptions()
        (options.updates, options.shortSide) = (updates, size)
        for setting in settings {
            guard let equals = setting.firstIndex(of: "=") else {
                throw ValidationError("--set takes option=value, and \(setting) has no =.")
            }
            options.training = try options.training.changed(
                String(setting[..<equals]), toText: String(setting[setting.index(after: equals)...]))
        }
        options.training.seed = seed
        return options
    }

    private static func text(_ report: PracticeReport) -> String {
        let figure = { (tag: String) in
            report.terms["loss/\(tag)"].map { String(format: "  %@ %.3f", tag, $0) } ?? ""
        }
        return String(format: "step %d  style %.3f", report.step, report.style) + figure("palette") + figure("edges")
            + figure("strokes")
    }

    private static func warning(_ report: PracticeReport) -> String {
        "update \(report.update) lost the picture: the weights went back to good ones, and learning goes on at half the rate."
    }
}

/// An update as `--json` prints it; numbers that are none are left out.
private struct PracticeLine: Encodable {
    let update: Int
    let step: Int
    let reward: Float?
    let style: Float?
    let content: Float?
    let terms: [String: Float]
    let wentBack: Bool

    init(_ report: PracticeReport) {
        func finite(_ value: Float) -> Float? { value.isFinite ? value : nil }
        (update, step, reward) = (report.update, report.step, finite(report.reward))
        (style, content) = (finite(report.style), finite(report.content))
        (terms, wentBack) = (report.terms.filter { $0.value.isFinite }, report.wentBack)
    }
}
