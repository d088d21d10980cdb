import Engine
import Files

/// A content or style image, read and scaled for the networks.
struct SourceImage {
    let path: String
    /// The picture after scaling; its alpha and profile go into the frames.
    let picture: Picture
    let image: FloatImage
    /// Whether scaling made it smaller.
    let isReduced: Bool
    /// What a recipe says of it.
    let recipeSource: Recipe.Source

    /// Reads the file at `path`; its short side becomes `size` pixels unless it is smaller or `size` is nil.
    ///
    /// - Throws: `FileError`, or `CommandError` where the size does not suit the networks.
    init(_ path: String, size: Int?) throws {
        try Self.checkSize(path, size: size)
        let original = try Picture.read(path)
        picture = size.map { original.resized(shortSide: $0) } ?? original
        isReduced = picture.width != original.width || picture.height != original.height
        image = FloatImage(picture)
        self.path = path
        recipeSource = Recipe.Source(
            name: AbsolutePath.lastComponent(of: path), path: AbsolutePath.of(path),
            sha256: try SHA256Digest.hexadecimal(ofFile: path))
    }

    /// Looks at the header only: whether the image will suit the networks after scaling.
    private static func checkSize(_ path: String, size: Int?) throws {
        let (width, height) = try Picture.dimensions(of: path)
        let reduced = Picture.reduced((width, height), shortSide: size)
        if max(reduced.width, reduced.height) > StyleSequence.maximumSide {
            let fitting = StyleSequence.maximumSide * min(width, height) / max(width, height)
            let remedy =
                fitting < StyleSequence.minimumSide
                ? "cut a part out of it first" : "shrink it with --size \(min(fitting, 1024))"
            let extent = reduced != (width, height) ? "is too large even with --size \(size ?? 0)" : "is too large"
            throw CommandError("\(path) \(extent) (\(width)×\(height), at most 4096×4096): \(remedy).")
        }
        if min(reduced.width, reduced.height) < StyleSequence.minimumSide {
            throw CommandError("\(path) is too small (\(width)×\(height), at least 8×8): use a larger image.")
        }
    }
}
