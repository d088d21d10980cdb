/// An image file that takes no part in training.
public struct SkippedImage: Sendable, Equatable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// One sentence that names the file and the reason.
    public let description: String

    init(path: String, reason: String) {
        self.path = path
        description = reason
    }
}
