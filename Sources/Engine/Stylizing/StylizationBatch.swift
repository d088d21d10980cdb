import Files

/// Takes pairs through the steps of a plan, one after another on the engine's thread, and writes what was asked for.
package struct StylizationBatch: ~Copyable {
    /// A step whose frame is written, where it was to be.
    package struct Step {
        /// From 1.
        package let number: Int
        /// What is known of it; nil where it was not to be assessed.
        package let report: StepReport?
        /// The file that holds the frame; nil where it was not asked for.
        package let path: String?
        /// The frame as a sheet shows it, where the plan has one.
        package let thumbnail: Picture?
    }

    private let plan: StylizationPlan
    private let agent: Agent
    private let lossNetwork: LossNetwork?
    private let writing: (() throws -> Void) throws -> Void
    private var stepper = Stepper()

    /// - Parameters:
    ///   - lossNetwork: measures steps that are assessed.
    ///   - writing: runs what it is given, which writes a file.
    package init(
        _ plan: StylizationPlan, agent: Agent, lossNetwork: LossNetwork?,
        writing: @escaping (() throws -> Void) throws -> Void = { try $0() }
    ) {
        self.plan = plan
        self.agent = agent
        self.lossNetwork = lossNetwork
        self.writing = writing
    }

    /// Takes one pair through all its steps. Frame k is written while the engine makes frame k + 1; that of a large content
    /// before, so that the next one can take its memory.
    ///
    /// - Parameters:
    ///   - folder: of the frames; it exists.
    ///   - body: told of every step.
    /// - Throws: `EngineError` or `FileError`.
    package mutating func stylize(
        _ content: SourceImage, _ style: SourceImage, into folder: String, each body: (Step) throws -> Void
    ) async throws {
        let file = plan.file(in: folder, content: content.traits)
        try await stepper.open(
            agent: agent, content: content, style: style, lossNetwork: lossNetwork, schedule: plan.schedule)
        let count = plan.stepsTaken
        let grading = try plan.colours.areOff ? nil : ColourGrading(plan.colours, style: style.takePicture())
        func begin(step: Int, from frame: SequenceFrame?) {
            var options = plan.options(step: step)
            options.consumesStart = content.isLarge
            stepper.begin(from: frame, options: options)
        }
        var pictures = plan.animation == nil ? [] : [try content.takePicture()]
        begin(step: 1, from: nil)
        for step in 1...count {
            let frame = try await stepper.frame()
            if step < count, !content.isLarge { begin(step: step + 1, from: frame) }
            let isShown = plan.frames.contains(step) || plan.animation != nil || plan.hasThumbnails
            let graded =
                try isShown
                ? grading?.picture(of: frame, content: content.takePicture(), matching: content.traits) : nil
            var path: String?
            if plan.frames.contains(step) {
                let recipe = plan.recipe(content, style, agent: agent, step: step)
                path = file.path(step: step)
                try writing { try file.write(frame, graded: graded, recipe: recipe) }
            }
            if plan.animation != nil { pictures.append(graded ?? frame.picture(matching: content.traits)) }
            let thumbnail = plan.hasThumbnails ? Self.thumbnail(graded ?? frame.picture()) : nil
            let report = plan.isAssessed ? try await stepper.assessment() : nil
            if step < count, content.isLarge { begin(step: step + 1, from: frame) }
            try body(Step(number: step, report: report, path: path, thumbnail: thumbnail))
        }
        if let format = plan.animation {
            let path = plan.animationFile(in: folder, format)
            let bytes = try Animation(sequence: pictures).encoded(
                as: format, recipe: plan.recipe(content, style, agent: agent, step: count))
            try writing { try AtomicFile.write(bytes, to: path) }
            try body(Step(number: count, report: nil, path: path, thumbnail: nil))
        }
    }

    /// Small, without opacity, as a sheet has none.
    private static func thumbnail(_ picture: Picture) -> Picture {
        var picture = picture
        picture.alpha = nil
        return picture.resized(shortSide: ContactSheet.shortSide)
    }
}
