/// The logical extent of a tensor, always N×C×H×W whatever its layout in memory. Vectors per image are N×C×1×1.
package struct Shape: Hashable, Sendable, CustomStringConvertible {
    /// Images in the batch (N).
    package var batch: Int
    /// Channels (C).
    package var channels: Int
    /// Rows (H).
    package var height: Int
    /// Columns (W).
    package var width: Int

    /// N×C×H×W; height and width default to 1 (a vector per image).
    package init(_ batch: Int, _ channels: Int, _ height: Int = 1, _ width: Int = 1) {
        precondition(batch > 0 && channels > 0 && height > 0 && width > 0, "a shape needs positive extents")
        self.batch = batch
        self.channels = channels
        self.height = height
        self.width = width
    }

    /// N·C·H·W.
    package var count: Int { batch * channels * height * width }
    /// H·W.
    package var area: Int { height * width }

    /// `N×C×H×W`.
    package var description: String { "\(batch)×\(channels)×\(height)×\(width)" }
}
