/// The environment's episodes and what is remembered of them.
package struct MemoryOptions: Codable, Sendable, Equatable {
    /// Steps of a full episode: 10 (paper).
    package var episodeLength = 10
    /// p of the `Relaxation` of its steps, 0 to 1; the weights keep it. The losses of an update judge the builder's whole
    /// output. Critics do not see t: their Q is a mean over the steps at which an image occurs. 0 (paper).
    package var relaxationExponent: Float = 0
    /// Transitions kept: 5,000 (released code).
    package var replayCapacity = 5000
    /// Episodes played before the first update: 11 (released code).
    package var warmupEpisodes = 11
    /// Whether images are squeezed to a square of twice the crop (paper, released code) and not scaled in proportion.
    package var isSqueezed = false
    /// Share of contents and of styles that are shown whole, but for what a square leaves of their longer side, and not as
    /// a part: a part of a painting has a part of its colours. 0 (paper).
    package var wholeShare: Float = 0

    /// The released code's, in proportion.
    package init() {}
}
