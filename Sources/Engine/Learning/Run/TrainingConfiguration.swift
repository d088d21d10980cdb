/// All that a run is made of, kept as `configuration.json` in its folder.
public struct TrainingConfiguration: Codable, Sendable, Equatable {
    /// The choices of learning.
    public var options: TrainingOptions
    /// Folders of content and style images, absolute.
    public var contentFolder: String, styleFolder: String
    /// The loss network's file, absolute, and its SHA-256.
    public var lossNetwork: String, lossNetworkSHA256: String
    /// Weights that the run started from, absolute; nil for random ones.
    public var initialWeights: String?
    /// Their SHA-256 when the run began; nil also in runs of earlier versions.
    public var initialWeightsSHA256: String?
    /// Updates between two checkpoints.
    public var checkpointInterval: Int
    /// Updates between two sample images.
    public var sampleInterval: Int

    /// A new run's choices.
    public init(
        options: TrainingOptions, contentFolder: String, styleFolder: String, lossNetwork: String,
        lossNetworkSHA256: String, initialWeights: String? = nil, initialWeightsSHA256: String? = nil,
        checkpointInterval: Int = 500, sampleInterval: Int = 250
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
