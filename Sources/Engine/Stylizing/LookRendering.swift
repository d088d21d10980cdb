import Files

/// A look that was found at a small size, made once more at the pictures' own: the same steps, taken from their files.
package struct LookRendering: Sendable {
    private let pair: PicturePair
    private let steps: [StepOptions]
    private let share: Double

    /// - Parameters:
    ///   - content: path of the picture that is stylized.
    ///   - style: path of the picture whose style is taken.
    ///   - steps: how each step is taken, at least one.
    ///   - share: of the last step in the picture, above 0: 1 for its frame, less for a blend with the frame before.
    package init(content: String, style: String, steps: [StepOptions], share: Double = 1) {
        precondition(!steps.isEmpty, "no step leads to the content itself")
        pair = PicturePair(content: content, style: style, folder: "")
        (self.steps, self.share) = (steps, share)
    }

    /// Takes the steps on a thread of the engine's own.
    ///
    /// - Parameters:
    ///   - body: told how many steps are done, 0 once the pictures are read; what it throws ends the rendering.
    /// - Returns: the picture with the content's opacity and profile.
    /// - Throws: `FileError` or `EngineError`.
    package func picture(agent: Agent, each body: (Int) throws -> Void) async throws -> Picture {
        let content = try SourceImage(pair.content, size: nil)
        let style = try SourceImage(pair.style, size: nil)
        var stepper = Stepper()
        try await stepper.open(agent: agent, content: content, style: style, lossNetwork: nil)
        try body(0)
        var frames: (before: SequenceFrame?, last: SequenceFrame?) = (nil, nil)
        for (index, options) in steps.enumerated() {
            stepper.begin(from: frames.last, options: options)
            let frame = try await stepper.frame()
            frames = (share < 1 ? frames.last : nil, frame)
            try body(index + 1)
        }
        guard let last = frames.last else { preconditionFailure("there is at least one step") }
        if share >= 1 { return last.picture(matching: content.traits) }
        let source = try content.takePicture()
        let before = frames.before?.image ?? FloatImage(source)
        return before.blended(with: last.image, fraction: Float(share)).picture(matching: source)
    }
}
