/// A file of a folder that is passed over: it takes no part in training, or is not stylized.
package struct SkippedImage: Sendable, Equatable, CustomStringConvertible {
    /// The file.
    package let path: String
    /// One sentence that names the file and the reason.
    package let description: String

    init(path: String, reason: String) {
        self.path = path
        description = reason
    }
}
