/// All that a run is made of, kept as `configuration.json` in its folder.
package struct TrainingConfiguration: Codable, Sendable, Equatable {
    /// The choices of learning.
    package var options: TrainingOptions
    /// Folders of content and style images, absolute.
    package var contentFolder: String, styleFolder: String
    /// The loss network's file, absolute, and its SHA-256.
    package var lossNetwork: String, lossNetworkSHA256: String
    /// Weights that the run started from, absolute; nil for random ones.
    package var initialWeights: String?
    /// Their SHA-256 when the run began; nil also in runs of earlier versions.
    package var initialWeightsSHA256: String?
    /// Updates between two checkpoints.
    package var checkpointInterval: Int
    /// Updates between two sample images.
    package var sampleInterval: Int

    /// What keeps a run from being made or gone on with, as `TrainingOptions.problem` says it; nil where nothing does.
    package var problem: String? {
        let intervals = [("checkpointInterval", checkpointInterval), ("sampleInterval", sampleInterval)]
        let wrong = intervals.first { !(1...TrainingOptions.greatestCount).contains($0.1) }
        return wrong.map { "\($0) is \($1) and must be from 1 to \(TrainingOptions.greatestCount)" } ?? options.problem
    }

    /// A new run's choices.
    package init(
        options: TrainingOptions, contentFolder: String, styleFolder: String, lossNetwork: String,
        lossNetworkSHA256: String, initialWeights: String? = nil, initialWeightsSHA256: String? = nil,
        checkpointInterval: Int = 500, sampleInterval: Int = 100
    ) {
        self.options = options
        self.contentFolder = contentFolder
        self.styleFolder = styleFolder
        self.lossNetwork = lossNetwork
        self.lossNetworkSHA256 = lossNetworkSHA256
        self.initialWeights = initialWeights
        self.initialWeightsSHA256 = initialWeightsSHA256
        self.checkpointInterval = checkpointInterval
        self.sampleInterval = sampleInterval
    }
}
