/// The sizes of what a replay memory keeps; every count is a number of values.
package struct ReplayLayout: Codable, Sendable, Equatable {
    /// Transitions kept; the oldest goes when another comes.
    package var capacity: Int
    /// Values of an image, 3·H·W.
    package var imageCount: Int
    /// Values of an action, 64·H/4·W/4.
    package var actionCount: Int
    /// Values cached beside every moving image, such as the loss network's relu4_1; 0 for none.
    package var featureCount: Int
    /// Values cached beside every style image, such as the loss network's channel means and deviations; 0 for none.
    package var statisticCount: Int

    /// Every count is at least 0, `capacity`, `imageCount` and `actionCount` at least 1.
    package init(
        capacity: Int, imageCount: Int, actionCount: Int, featureCount: Int = 0, statisticCount: Int = 0
    ) {
        precondition(
            capacity > 0 && imageCount > 0 && actionCount > 0 && featureCount >= 0 && statisticCount >= 0,
            "a replay memory of \(capacity) transitions, \(imageCount) + \(actionCount) values each")
        self.capacity = capacity
        self.imageCount = imageCount
        self.actionCount = actionCount
        self.featureCount = featureCount
        self.statisticCount = statisticCount
    }

    /// For square crops of `side` pixels and actions of 64 × side/4 × side/4.
    package init(capacity: Int, side: Int, featureCount: Int = 0, statisticCount: Int = 0) {
        self.init(
            capacity: capacity, imageCount: 3 * side * side, actionCount: 64 * (side / 4) * (side / 4),
            featureCount: featureCount, statisticCount: statisticCount)
    }

    /// Bytes of a moving image with its features, both in half precision.
    var frameByteCount: Int { 2 * (imageCount + featureCount) }
    /// Bytes of an action, in half precision.
    var actionByteCount: Int { 2 * actionCount }
    /// Bytes of a style image in half precision and its statistics in single precision.
    var styleByteCount: Int { 2 * (imageCount + imageCount % 2) + 4 * statisticCount }

    /// Bytes in the files for each transition of an episode of `length` steps, caches left out: the style is stored
    /// once, and a next moving image is the moving image of the step after.
    package func bytesPerTransition(episodeLength length: Int) -> Double {
        let frames = SlotFile.recordByteCount(payload: 2 * imageCount) * (length + 1)
        let actions = SlotFile.recordByteCount(payload: actionByteCount) * length
        let style = SlotFile.recordByteCount(payload: 2 * imageCount)
        return Double(frames + actions + style) / Double(length)
    }
}
