import ArgumentParser
import Engine
import Files
import Foundation

/// Measures weights as the paper's table 1 does.
struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure weights on pairs: content loss, style loss and SSIM at each step.",
        discussion: """
            The folder holds NNN/content.png and NNN/style.png. Actions are the mean ones; losses and SSIM are taken on \
            frames rounded to 8 bits, as docs/metrics.md defines them.
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

    @Flag(help: "Print one JSON object for each weights file.")
    var json = false

    private struct Result: Encodable {
        let weights: String
        let pairs: Int
        let fallingPairs: Int
        let frames: [FrameMetrics]
    }

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
        let pairs = try PairFolder(folder).pairs
        guard let paths = weights.isEmpty ? Agent.defaultWeightsPath().map({ [$0] }) : weights else {
            throw CommandError("No weights come with this program yet: name some with --weights.")
        }
        for path in paths {
            let agent = try Agent.load(path)
            var sequences: [[FrameMetrics]] = []
            let bar = ProgressBar(total: pairs.count)
            for pair in pairs {
                if StandardError.isTerminal { bar.show(done: sequences.count, label: pair.name) }
                sequences.append(
                    try PairMetrics.sequence(
                        agent: agent, lossNetwork: lossNetwork, content: Picture.read(pair.content),
                        style: Picture.read(pair.style), steps: wanted.max() ?? 1))
            }
            if StandardError.isTerminal { bar.clear() }
            try show(EvaluationSummary(sequences), of: path, steps: wanted)
        }
    }

    private func show(_ summary: EvaluationSummary, of path: String, steps: [Int]) throws {
        if json {
            let result = Result(
                weights: path, pairs: summary.pairs, fallingPairs: summary.fallingPairs, frames: summary.frames)
            try StandardOutput.write(line: JSONLine.text(result))
            return
        }
        let rows = summary.frames.filter { $0.step == 0 || steps.contains($0.step) }.map { frame in
            [
                "\(frame.step)", String(format: "%.4f", frame.content), String(format: "%.4f", frame.style),
                String(format: "%.4f", frame.ssim),
            ]
        }
        let lines =
            [path] + Table.lines([["step", "content loss", "style loss", "SSIM"]] + rows, rightAligned: [0, 1, 2, 3])
            + ["Style loss falls at every step for \(summary.fallingPairs) of \(summary.pairs) pairs."]
        try StandardOutput.write(line: lines.joined(separator: "\n"))
    }

    private func chosenSteps() throws -> [Int] {
        let values = steps.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        guard !values.isEmpty, values.allSatisfy({ $0.map { (1...1000).contains($0) } ?? false }) else {
            throw ValidationError("--steps takes numbers from 1 up, such as 1,5,10.")
        }
        return values.compactMap { $0 }
    }
}
