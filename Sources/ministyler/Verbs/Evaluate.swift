import ArgumentParser
import Engine
import Files
import Foundation

/// Measures weights as the paper's table 1 does, and how they paint.
struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure weights on pairs: losses, SSIM, colours, edges and strokes at each step.",
        discussion: """
            The folder holds NNN/content.png and NNN/style.png. Actions are the mean ones; everything is measured on \
            frames rounded to 8 bits, as docs/metrics.md defines it.
            """)

    @Argument(help: ArgumentHelp("The folder of pairs.", valueName: "pairs"), completion: .directory)
    var folder: String

    @Option(
        parsing: .upToNextOption, help: ArgumentHelp("Weights files to compare.", valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var weights: [String] = []

    @Option(help: ArgumentHelp("Steps to print, such as 1,5,10.", valueName: "list"))
    var steps = "1,5,10"

    @Option(
        help: ArgumentHelp("The loss network, with taps up to relu5_1.", valueName: "file"), completion: .file())
    var lossNetwork: String?

    @Option(
        help: ArgumentHelp(
            "Another loss network: print how alike both rank the frames by reward.", valueName: "file"),
        completion: .file())
    var compareLossNetwork: String?

    @Flag(help: "Print how well the critics rank the pairs by the rewards to come.")
    var critics = false

    @Option(
        help: ArgumentHelp(
            "Write a contact sheet for each pair here: content, style and the steps, a row for each weights file.",
            valueName: "folder"), completion: .directory)
    var sheets: String?

    @Flag(help: "Print one JSON object for each weights file.")
    var json = false

    func validate() throws { _ = try chosenSteps() }

    func run() throws {
        let wanted = try chosenSteps()
        guard let path = lossNetwork ?? LossNetwork.defaultPath()
        else {
            throw CommandError(
                "There is no loss network to measure with: make one with `ministyler convert --loss-network vgg.pth "
                    + "--calibrate photos --output loss.safetensors` and pass it with --loss-network.")
        }
        let lossNetwork = try LossNetwork.load(path)
        let compared = try compareLossNetwork.map { try LossNetwork.load($0) }
        let found = try PairFolder(folder)
        let agents = try loadedAgents()
        for path in found.incomplete {
            StandardError.report(CommandError("\(path) has not both of content.png and style.png; passed over"))
        }
        if let sheets { try OutputFolder.prepare(sheets, option: "--sheets") }
        try Interruption.endsCleanly { if StandardError.isTerminal { StandardError.erase() } }
        var hasFailed = false
        let bar = ProgressBar(total: found.pairs.count * agents.count)
        let sequences = try found.measure(
            agents.map(\.agent), steps: wanted.max() ?? 1, lossNetwork: lossNetwork, comparedNetwork: compared,
            assessesCritics: critics, shown: sheets == nil ? [] : wanted,
            began: { if StandardError.isTerminal { bar.show(done: $1, label: $0.name) } },
            failed: { _, error in
                hasFailed = true
                if StandardError.isTerminal { StandardError.erase() }
                StandardError.report(error)
            },
            rows: { pair, rows in
                guard let sheets else { return }
                let name = "\(pair.name).png"
                guard name.systemBytes.count <= NAME_MAX else {
                    StandardError.report(
                        CommandError(
                            "There is no sheet of \(pair.name), whose name is too long: give the folder a shorter one"))
                    hasFailed = true
                    return
                }
                let png = try ContactSheet(rows: rows).picture().encodedPNG()
                try Interruption.whileWriting { try AtomicFile.write(png, to: "\(sheets)/\(name)") }
            })
        if StandardError.isTerminal { bar.clear() }
        // Nothing to tell of where no pair was measured.
        for (agent, measured) in zip(agents, sequences) where !measured.isEmpty {
            let report = EvaluationReport(
                weights: agent.path, lossNetwork: path, taps: lossNetwork.tapCount,
                summary: EvaluationSummary(measured),
                comparison: compareLossNetwork.map { .init(lossNetwork: $0, agreement: RewardAgreement(measured)) },
                critic: critics
                    ? CriticAgreement(measured, discount: agent.agent.discount ?? CriticAgreement.defaultDiscount)
                    : nil)
            try StandardOutput.write(
                line: json ? JSONLine.text(report) : report.lines(steps: wanted).joined(separator: "\n"))
        }
        if hasFailed { throw ExitCode.failure }
    }

    /// All of them before anything is measured, so that a bad name costs no time.
    private func loadedAgents() throws -> [(path: String, agent: Agent)] {
        guard let paths = weights.isEmpty ? Agent.defaultWeightsPath().map({ [$0] }) : weights else {
            throw CommandError("The weights that come with the program are missing: name some with --weights.")
        }
        return try paths.map { path in
            let agent = try Agent.load(path)
            if critics, agent.critics == nil {
                throw CommandError("\(path) holds no critics; leave out --critics or name other weights.")
            }
            return (path, agent)
        }
    }

    private func chosenSteps() throws -> [Int] {
        let values = steps.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        guard !values.isEmpty, values.allSatisfy({ $0.map { (1...1000).contains($0) } ?? false }) else {
            throw ValidationError("--steps takes numbers from 1 up, such as 1,5,10.")
        }
        return values.compactMap { $0 }
    }
}
