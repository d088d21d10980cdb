import ArgumentParser
import Engine
import Files
import Foundation

/// Writes the frames of sequences without the explorer.
struct Stylize: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the frames of a content under a style.",
        discussion: """
            CONTENT and STYLE may be folders: then every pair gets a folder of its own within the output folder.
            """)

    @Argument(
        help: "The image to stylize (PNG, JPEG, WebP, HEIC, AVIF, TIFF, GIF), or a folder of them.", completion: .file()
    )
    var content: String

    @Argument(help: "The image whose style is taken, or a folder of them.", completion: .file())
    var style: String

    @Option(
        help: ArgumentHelp(
            "Folder for the frames, made where it is missing; or a file such as out.jpg for the last frame alone.",
            valueName: "folder|file"), completion: .file())
    var output: String

    @Option(help: "How many actions the agent takes.")
    var steps = 10

    @Option(
        help: ArgumentHelp("Steps to write: all, or a list such as 1-5,10 (default: all).", valueName: "all|list"),
        transform: Stylize.selection(_:))
    var frames = FrameSelection.all

    @Option(help: ArgumentHelp("Begin with both images at 1/n of their size, for larger strokes.", valueName: "n"))
    var brush = 1.0

    @Option(
        help: ArgumentHelp(
            "With --brush, how much of the photograph's detail comes back, from 0 to 1 (default: 0.5).",
            valueName: "share"))
    var detail: Double?

    @Option(help: ArgumentHelp("Shrink both images to this short side in pixels; never enlarged.", valueName: "pixels"))
    var size: Int?

    @Option(
        help: ArgumentHelp(
            "Most memory that a pair may take, such as 900M or 4G (default: half of what is free).",
            valueName: "bytes"), transform: Stylize.memory(_:))
    var memory: MemoryBudget?

    @Option(help: "Strength of each action, from 0 to 1.")
    var alpha = 1.0

    @Option(help: "Take the policy's mean action or sample one.")
    var action = ActionMode.mean

    @Option(help: "Seed of sampled actions (default: drawn anew and kept in the recipe).")
    var seed: UInt64?

    @Option(
        help: ArgumentHelp(
            "Give frames the photograph's colours back, from 0 (the style's) to 1; the next step goes on without.",
            valueName: "share"))
    var keepColours = 0.0

    @Option(
        help: ArgumentHelp(
            "Move frames' colours to the style's palette, from 0 to 1; the next step goes on without. Before colours are kept.",
            valueName: "share"))
    var takePalette = 0.0

    @OptionGroup
    var weights: WeightsOption

    @Option(help: "What convolutions multiply in; bf16 is faster on processors with instructions for it.")
    var precision = Precision.float32

    @Option(
        help: "File format; safetensors keeps the values unclamped (default: png, or by the name of the file).")
    var format: FrameFormat?

    @Option(
        help: ArgumentHelp(
            "Write the whole sequence, the content first, as an animation too; --output out.gif writes it alone.",
            valueName: "format"))
    var animation: Animation.Format?

    @Option(
        help: ArgumentHelp(
            "Write a sheet too: the sequence in one small numbered picture, or the last frames of all pairs as a table.",
            valueName: "file"), completion: .file())
    var sheet: String?

    @Flag(help: "Leave out how the picture was made.")
    var noRecipe = false

    @Flag(help: "Tell in recipes which folders the pictures lay in.")
    var recipePaths = false

    @Flag(help: "Print one JSON object a step.")
    var json = false

    func validate() throws {
        guard (1...1_000_000).contains(steps) else { throw ValidationError("--steps must be from 1 to 1000000.") }
        if frames.last(of: steps) > steps {
            throw ValidationError(
                "--frames asks for step \(frames.last(of: steps)), but there are only \(steps): pass --steps "
                    + "\(frames.last(of: steps)).")
        }
        if let size, size < StyleSequence.minimumSide {
            throw ValidationError("--size must be at least \(StyleSequence.minimumSide) pixels.")
        }
        guard seed == nil || action == .sample else {
            throw ValidationError("--seed is for sampled actions: add --action sample.")
        }
        guard brush >= 1, brush.isFinite else { throw ValidationError("--brush must be at least 1.") }
        guard detail == nil || brush > 1 else { throw ValidationError("--detail is for --brush: add --brush 2.") }
        guard (0...1).contains(detail ?? 0) else { throw ValidationError("--detail must be from 0 to 1.") }
        try precision.validate()
        guard (0...1).contains(alpha) else { throw ValidationError("--alpha must be from 0 to 1.") }
        guard (0...1).contains(keepColours) else { throw ValidationError("--keep-colours must be from 0 to 1.") }
        guard (0...1).contains(takePalette) else { throw ValidationError("--take-palette must be from 0 to 1.") }
    }

    func run() async throws {
        async let agent = Self.agent(weights, precision)
        var failed = false
        let pairs = try PicturePair.all(content: content, style: style, output: output) { skipped in
            StandardError.report(CommandError(skipped.description))
            failed = true
        }
        let file = try outputFile()
        var plan = StylizationPlan(
            steps: steps, frames: file == nil ? frames : .steps(isAnimation(file) ? [] : [frames.last(of: steps)]),
            alpha: alpha,
            seed: action == .sample ? seed ?? .random(in: .min ... .max) : nil, size: size,
            format: format ?? file.flatMap(FrameFormat.init(path:)) ?? .png, file: file, hasRecipes: !noRecipe,
            hasPaths: recipePaths, isAssessed: json)
        if brush > 1 {
            plan.schedule = CoarseToFineSchedule(
                brush: brush, detail: detail ?? CoarseToFineSchedule.standardDetail, steps: steps)
        }
        plan.animation = animation ?? file.flatMap(Self.animation(file:))
        plan.hasThumbnails = sheet != nil
        plan.colours = ColourOptions(keep: keepColours, take: takePalette)
        if plan.format == .safetensors, !plan.colours.areOff {
            throw CommandError(
                "A safetensors frame holds the values that the next step begins from, which no colours are kept or taken in: "
                    + "choose another format, or leave out --keep-colours and --take-palette.")
        }
        var sheet = try sheet.map { try SheetFile($0, pairs: pairs, output: file) }
        let progress = StandardError.isTerminal ? ProgressBar(total: pairs.count * plan.stepsTaken) : nil
        var cache = SourceCache(
            size: size, memory: memory ?? .standard, steps: plan.stepsTaken, keepsFrames: plan.animation != nil,
            brush: brush)
        // While the weights are read.
        if let first = pairs.first { cache.prepare(first) }
        var batch = StylizationBatch(
            plan, agent: try await agent,
            lossNetwork: json ? try LossNetwork.loadDefault() : nil,
            writing: Interruption.whileWriting)
        try Interruption.endsCleanly { progress?.clear() }
        for (number, pair) in pairs.enumerated() {
            do {
                guard let (content, style) = try cache.images(of: pair) else { continue }
                // Nothing is made in the folder of a pipe.
                if file.map(PathKind.isStream) != true {
                    try OutputFolder.prepare(file.map { AbsolutePath.parent(of: $0) } ?? output)
                    if file == nil, pair.folder != output { try OutputFolder.prepare(pair: pair.folder) }
                }
                let before = number * plan.stepsTaken
                progress?.show(done: before, label: pair.label)
                try await batch.stylize(content, style, into: pair.folder) { step in
                    if let thumbnail = step.thumbnail { sheet?.add(thumbnail, of: pair) }
                    if let report = step.report {
                        let line = StepLine(
                            report: report, content: pair.content, style: pair.style, seed: plan.seed, path: step.path)
                        try StandardOutput.write(line: JSONLine.text(line))
                    }
                    if !json, let path = step.path, !OwnDescriptor.isStandardOutput(path) {
                        progress?.clear()
                        try StandardOutput.write(line: path)
                    }
                    progress?.show(done: before + step.number, label: pair.label)
                }
            } catch  where pairs.count > 1 && (error is UnusableSource || error is OutputFolder.OfPair) {
                progress?.clear()
                StandardError.report(error)
                failed = true
            }
        }
        progress?.clear()
        var sheetPath: String?
        if let sheet { try Interruption.whileWriting { sheetPath = try sheet.write() } }
        if let sheetPath, !json { try StandardOutput.write(line: sheetPath) }
        if failed { throw ExitCode.failure }
    }

    /// The file that `--output` names: by its ending, unless there is a folder of that name; or a pipe or device.
    ///
    /// - Throws: where more than one frame would go into it.
    private func outputFile() throws -> String? {
        let named = Self.animation(file: output)
        let isStream = PathKind.isStream(output)
        guard FrameFormat(path: output) != nil || named != nil || isStream, PathKind(of: output) != .folder else {
            return nil
        }
        if json, OwnDescriptor.isStandardOutput(output) {
            throw CommandError(
                "--json and --output \(output) would both go to standard output: leave out --json, or name a file.")
        }
        for path in [content, style] where PathKind(of: path) == .folder {
            throw CommandError(
                "--output \(output) names one file, but \(path) is a folder of pictures: name a folder instead.")
        }
        for path in [content, style] where AbsolutePath.isSameFile(output, path) {
            throw CommandError("--output \(output) would replace the picture \(path): choose another name.")
        }
        if let animation, !isAnimation(output) {
            throw CommandError(
                "--output \(output) is no name of an animation as \(animation.label): name a folder, or a file that ends in "
                    + ".\(animation.fileExtension).")
        }
        if case .steps(let steps) = frames, steps.count > 1 || isAnimation(output) {
            throw CommandError(
                "--output \(output) names one file, but --frames \(frames) asks for others: name a folder\(isAnimation(output) ? "" : ", or one step")."
            )
        }
        return output
    }

    /// Whether a file gets the animation: by its name alone, or because its name suits what was asked for.
    private func isAnimation(_ file: String?) -> Bool {
        guard let file else { return false }
        guard let animation else { return Self.animation(file: file) != nil }
        return PathKind.isStream(file) || file.lowercased().hasSuffix(".\(animation.fileExtension)")
            || Self.animation(file: file) == animation
    }

    /// By a name that only animations have.
    private static func animation(file: String) -> Animation.Format? {
        let name = file.lowercased()
        return Animation.Format.allCases.first { $0.rawValue != "webp" && name.hasSuffix(".\($0.rawValue)") }
    }

    private static func agent(_ weights: WeightsOption, _ precision: Precision) async throws -> Agent {
        try weights.agent(precision: precision)
    }

    private static func memory(_ text: String) throws -> MemoryBudget {
        guard let budget = MemoryBudget(text) else {
            throw ValidationError("--memory \(text) is no size such as 900M or 4G.")
        }
        return budget
    }

    private static func selection(_ text: String) throws -> FrameSelection {
        do {
            return try FrameSelection(text)
        } catch {
            throw ValidationError("\(error)")
        }
    }
}

extension Animation.Format: ExpressibleByArgument {}

extension FrameFormat: ExpressibleByArgument {
    /// `jpg` too.
    package init?(argument: String) { self.init(rawValue: argument == "jpg" ? "jpeg" : argument) }
}

/// `--action`: how an action is chosen from the policy.
enum ActionMode: String, ExpressibleByArgument, CaseIterable {
    case mean
    case sample
}
