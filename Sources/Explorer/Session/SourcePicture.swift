import Terminal

/// The two pictures that a session starts from.
enum SourceRole: String, Sendable, CaseIterable {
    case content
    case style
}

/// A picture that was read, resized to the working size and made ready to show.
struct SourcePicture: Equatable, Sendable {
    /// Names the pixels in the `FrameStore`.
    let ticket: Int
    let path: String
    let sha256: String
    /// Size in the file, orientation applied.
    let originalWidth: Int
    let originalHeight: Int
    /// Size that the engine works on.
    let width: Int
    let height: Int
    let bitmap: Bitmap
    let thumbnail: Bitmap

    var name: String { PathText.lastComponent(path) }
    var isReduced: Bool { width != originalWidth || height != originalHeight }
}
