import Files

/// A content or style image that cannot be used; the other pairs of a batch can.
struct UnusableSource: Error, CustomStringConvertible {
    let reason: any Error

    var description: String { "\(reason)" }
}

/// The images of pairs that come in order: each is read once while it stays in use, and a bad one is reported once.
struct SourceCache {
    let size: Int?
    private var content: SourceImage?
    private var style: SourceImage?
    private var failed: Set<String> = []

    init(size: Int?) {
        self.size = size
    }

    /// Both images of a pair; nil where one of them failed before.
    mutating func images(of pair: PicturePair) throws -> (content: SourceImage, style: SourceImage)? {
        guard !failed.contains(pair.content), !failed.contains(pair.style) else { return nil }
        let content = try image(pair.content, held: content)
        self.content = content
        let style = try image(pair.style, held: style)
        self.style = style
        return (content, style)
    }

    private mutating func image(_ path: String, held: SourceImage?) throws -> SourceImage {
        if let held, held.path == path { return held }
        do {
            return try SourceImage(path, size: size)
        } catch {
            failed.insert(path)
            throw UnusableSource(reason: error)
        }
    }
}
