import Files
import Synchronization

/// A content or style image, read and scaled for the networks.
package struct SourceImage: Sendable {
    package let path: String
    /// What the frames get of it after scaling.
    package let traits: Picture.Traits
    private let pixels: SourcePixels
    /// Whether scaling made it smaller.
    let isReduced: Bool
    /// What a recipe says of it.
    let recipeSource: Recipe.Source

    /// Reads the file at `path`; its short side becomes `size` pixels unless it is smaller or `size` is nil.
    ///
    /// - Throws: `FileError`, or `EngineError.unsuitableImage` where the size does not suit the networks.
    ///
    /// - Parameter largeArea: pixels from which on it is not held in memory beside what the engine makes of it.
    package init(_ path: String, size: Int?, largeArea: Int = Self.largeArea) throws {
        try Self.checkSize(path, size: size)
        let original = try Picture.read(path)
        let picture = size.map { original.resized(shortSide: $0) } ?? original
        pixels = SourcePixels(picture, path: path, size: size)
        traits = picture.traits
        isReduced = picture.width != original.width || picture.height != original.height
        self.path = path
        isLarge = picture.width * picture.height > largeArea
        recipeSource = Recipe.Source(
            name: AbsolutePath.lastComponent(of: path), path: AbsolutePath.of(path),
            sha256: try SHA256Digest.hexadecimal(ofFile: path))
    }

    package static let largeArea = 1 << 24

    /// Whether it is let go once it was taken.
    let isLarge: Bool

    /// The picture after scaling. A large one is let go, and read once more when it is wanted again.
    ///
    /// - Throws: `FileError` where the file has gone by then.
    func takePicture() throws -> Picture { try pixels.take(keeping: !isLarge) }

    /// Looks at the header only: whether the image will suit the networks after scaling. What can be read is not too large.
    private static func checkSize(_ path: String, size: Int?) throws {
        let (width, height) = try Picture.dimensions(of: path)
        let reduced = Picture.reduced((width, height), shortSide: size)
        if min(reduced.width, reduced.height) < StyleSequence.minimumSide {
            throw EngineError.unsuitableImage(
                problem: "\(path) is too small (\(width)×\(height), at least 8×8): use a larger image.")
        }
    }
}

/// A picture that can be had again from its file.
private final class SourcePixels: Sendable {
    private let picture: Mutex<Picture?>
    private let path: String
    private let size: Int?

    init(_ picture: Picture, path: String, size: Int?) {
        self.picture = Mutex(picture)
        (self.path, self.size) = (path, size)
    }

    func take(keeping keeps: Bool) throws -> Picture {
        let held = picture.withLock { held in
            defer { if !keeps { held = nil } }
            return held
        }
        if let held { return held }
        let original = try Picture.read(path)
        return size.map { original.resized(shortSide: $0) } ?? original
    }
}

/// A content or style image that cannot be used; the other pairs of a batch can.
package struct UnusableSource: Error, CustomStringConvertible {
    let reason: any Error

    package var description: String { "\(reason)" }
}

/// The images of pairs that come in order: each is read once while it stays in use, and a bad one is reported once.
package struct SourceCache {
    private let size: Int?
    private let memory: MemoryBudget
    private let steps: Int
    private let keepsFrames: Bool
    private let brush: Double
    private var content: SourceImage?
    private var style: SourceImage?
    private var failed: Set<String> = []

    /// - Parameters:
    ///   - size: as of `SourceImage`.
    ///   - memory: what a pair may take.
    ///   - steps: of each sequence.
    ///   - keepsFrames, brush: as of `MemoryBudget.estimate`.
    package init(
        size: Int?, memory: MemoryBudget = .standard, steps: Int = 1, keepsFrames: Bool = false, brush: Double = 1
    ) {
        (self.size, self.memory, self.steps, self.keepsFrames) = (size, memory, steps, keepsFrames)
        self.brush = brush
    }

    /// Both images of a pair; nil where one of them failed before.
    ///
    /// - Throws: `UnusableSource`.
    package mutating func images(of pair: PicturePair) throws -> (content: SourceImage, style: SourceImage)? {
        guard !failed.contains(pair.content), !failed.contains(pair.style) else { return nil }
        do {
            try memory.check(pair, size: size, steps: steps, keepsFrames: keepsFrames, brush: brush)
        } catch let error as EngineError {
            throw UnusableSource(reason: error)
        } catch {
            // Reading it says what is wrong with it.
        }
        let content = try image(pair.content, held: content)
        self.content = content
        let style = try image(pair.style, held: style)
        self.style = style
        return (content, style)
    }

    /// Reads the images of a pair ahead; what is wrong with them `images(of:)` says.
    package mutating func prepare(_ pair: PicturePair) {
        guard (try? memory.check(pair, size: size, steps: steps, keepsFrames: keepsFrames, brush: brush)) != nil else {
            return
        }
        content = try? SourceImage(pair.content, size: size)
        style = try? SourceImage(pair.style, size: size)
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
