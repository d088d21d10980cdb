import ArgumentParser
import Engine
import Files
import Foundation
import Watch

/// Measures the program on this machine.
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure the speed and memory of a step, a training update or the dashboard.",
        discussion: """
            Times are compared with what dense convolutions reach on this machine, measured in between.
            """)

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Sizes of content and style in pixels.", valueName: "WxH"))
    var size: [PixelExtent] = [256, 512, 1024].map { PixelExtent(width: $0, height: $0) }

    @Option(
        help: ArgumentHelp(
            "About how long to measure (default: 6 for each size, 30 for training).", valueName: "seconds"))
    var seconds: Double?

    @Flag(help: "Measure whole training updates instead.")
    var train = false

    @Option(
        help: ArgumentHelp(
            "The loss network of --train: this program's safetensors or a VGG file that `convert` reads (default: the small one that comes with the program).",
            valueName: "file"),
        completion: .file())
    var lossNetwork: String?

    @Option(help: ArgumentHelp("Side of the training crops.", valueName: "pixels"))
    var crop = 256

    @Option(help: "Images of a training batch.")
    var batch = 8

    @Option(help: "What convolutions, and those of the peak, multiply in (default: f32; for training the faster).")
    var precision: Precision?

    @Flag(help: "Measure the dashboard instead: reading 1,000,000 scalars, and every key.")
    var watch = false

    @Option(
        help: ArgumentHelp("Event files for --watch to read instead of its own.", valueName: "folder"),
        completion: .directory)
    var events: String?

    @Flag(help: "Print one JSON object a size.")
    var json = false

    func validate() throws {
        for extent in size where min(extent.width, extent.height) < StyleSequence.minimumSide {
            throw ValidationError(
                "--size \(extent) is too small: sides are at least \(StyleSequence.minimumSide) pixels.")
        }
        for extent in size where max(extent.width, extent.height) > StyleSequence.maximumSide {
            throw ValidationError(
                "--size \(extent) is too large: sides are at most \(StyleSequence.maximumSide) pixels.")
        }
        guard (0...1_000_000).contains(seconds ?? 0) else {
            throw ValidationError("--seconds must be from 0 to 1000000.")
        }
        guard !(train && watch) else { throw ValidationError("Name either --train or --watch.") }
        guard events == nil || watch else { throw ValidationError("--events needs --watch.") }
        guard lossNetwork == nil || train else { throw ValidationError("--loss-network needs --train.") }
        guard precision == nil || !watch else { throw ValidationError("--precision is not for --watch.") }
        try precision?.validate()
        guard crop >= 32, crop % 4 == 0, crop <= 1024 else {
            throw ValidationError("--crop must be a multiple of 4 from 32 to 1024.")
        }
        guard (2...64).contains(batch) else { throw ValidationError("--batch must be from 2 to 64.") }
    }

    func run() throws {
        if watch {
            try measureWatch()
        } else if train {
            try measureTraining()
        } else {
            try measureSteps()
        }
    }

    private func measureSteps() throws {
        let precision = precision ?? .float32
        let peak = ConvolutionPeak(precision: precision)
        for (index, extent) in size.enumerated() {
            let result = try StepBenchmark.run(
                width: extent.width, height: extent.height, precision: precision,
                seconds: seconds ?? 6, peak: peak)
            if json {
                try StandardOutput.write(line: JSONLine.text(result))
            } else {
                if index == 0 { try StandardOutput.write(line: BenchmarkText.layers(of: result) + "\n") }
                try StandardOutput.write(line: BenchmarkText.summary(of: result))
            }
        }
        if !json { try StandardOutput.write(line: "\n" + BenchmarkText.peak(of: peak)) }
    }

    private func measureWatch() throws {
        if let events, PathKind(of: events) == .missing { throw FileError.missing(path: events) }
        let result = try WatchBenchmark.run(events: events)
        try StandardOutput.write(line: json ? JSONLine.text(result) : BenchmarkText.watch(result))
    }

    private func measureTraining() throws {
        guard let path = lossNetwork ?? LossNetwork.defaultPath() else {
            throw CommandError(
                "The small loss network that comes with the program is missing: name one with --loss-network.")
        }
        let network = try path.hasSuffix(".safetensors") ? LossNetwork.load(path) : LossNetworkImport.read(path)
        if lossNetwork == nil {
            StandardError.write(
                "Loss network: the small one, \(path); --loss-network names another, such as the VGG-16 trunk.\n")
        }
        var options = TrainingOptions.paper
        (options.batch, options.crop) = (batch, crop)
        options.precision = precision ?? .fastest
        let peak = ConvolutionPeak(precision: options.precision)
        let result = try TrainingBenchmark.run(
            options: options, lossNetwork: network, seconds: seconds ?? 30, peak: peak)
        if json {
            try StandardOutput.write(line: JSONLine.text(result))
        } else {
            try StandardOutput.write(line: BenchmarkText.cost(of: result) + "\n")
            try StandardOutput.write(line: BenchmarkText.summary(of: result) + "\n")
            try StandardOutput.write(line: BenchmarkText.peak(of: peak))
        }
    }
}

/// Width and height in pixels, written 640x480.
struct PixelExtent: ExpressibleByArgument, CustomStringConvertible {
    let width: Int
    let height: Int

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    init?(argument: String) {
        let parts = argument.split(separator: "x", omittingEmptySubsequences: false)
        guard parts.count == 2, let width = Int(parts[0]), let height = Int(parts[1]) else { return nil }
        self.init(width: width, height: height)
    }

    var description: String { "\(width)x\(height)" }
    var defaultValueDescription: String { description }
}
