import Files

extension TrainingConfiguration {
    /// The choices of a new run, from files and folders as people name them.
    ///
    /// - Parameters:
    ///   - content: the folder of content images.
    ///   - style: the folder of style images.
    ///   - lossNetwork: the file of the loss network.
    ///   - initialWeights: the file of the agent to start from. The run has its relaxation exponent, since an agent goes on
    ///     with the steps that it knows; `changes` may say otherwise.
    ///   - options: the options before `changes`.
    ///   - changes: names and texts as `TrainingOptions.changed(_:toText:)` takes them, in order.
    ///   - checkpointInterval: updates between two checkpoints, at least 1.
    /// - Throws: `OptionError` where no run can be made with the options; `FileError` or `EngineError` where a file is at
    ///   fault.
    package init(
        content: String, style: String, lossNetwork: String, initialWeights: String?, options: TrainingOptions,
        changes: [(name: String, text: String)], checkpointInterval: Int = 500
    ) throws {
        precondition(checkpointInterval > 0, "a checkpoint every \(checkpointInterval) updates")
        let initial = try initialWeights.map { try Agent.load($0) }
        var options = options
        if let initial { options.memory.relaxationExponent = initial.relaxation.exponent }
        for change in changes { options = try options.changed(change.name, toText: change.text) }
        // Once all are known, since what one takes may depend on another.
        if let problem = options.problem { throw OptionError(description: "\(problem).") }
        self.init(
            options: options, contentFolder: AbsolutePath.of(content), styleFolder: AbsolutePath.of(style),
            lossNetwork: AbsolutePath.of(lossNetwork), lossNetworkSHA256: try LossNetwork.digest(lossNetwork),
            initialWeights: initialWeights.map { AbsolutePath.of($0) }, initialWeightsSHA256: initial?.sha256,
            checkpointInterval: checkpointInterval)
    }
}
