extension Picture {
    /// Reads the PNG or JPEG file at `path`, told by its content; the EXIF orientation is applied.
    ///
    /// Transparent pixels are composited over white in gamma-encoded space, as browsers do. Throws `FileError`.
    public static func read(_ path: String) throws -> Picture {
        throw FileError.notAnImage(path: path, format: nil)
    }

    /// The size `read` would give, from the file's header alone.
    public static func dimensions(of path: String) throws -> (width: Int, height: Int) {
        throw FileError.notAnImage(path: path, format: nil)
    }

    /// The picture with its short side scaled down to `shortSide` (Lanczos); the same picture when already smaller.
    public func resized(shortSide: Int) -> Picture { self }

    /// The picture scaled to exactly `width`×`height` pixels (Lanczos).
    public func resized(width: Int, height: Int) -> Picture { self }

    /// A quick area average that fits into `maxWidth`×`maxHeight` pixels; never enlarged.
    public func thumbnail(maxWidth: Int, maxHeight: Int) -> Picture { self }

    /// The picture as a PNG file, with text chunks.
    public func encodedPNG(text: [(keyword: String, value: String)] = []) throws -> [UInt8] { [] }

    /// The picture as a JPEG file; `quality` from 1 to 100.
    public func encodedJPEG(quality: Int = 95) throws -> [UInt8] { [] }
}

extension Recipe {
    /// The keyword of the PNG text chunk; its value is the recipe as JSON.
    public static let keyword = "ministyler"

    /// The recipe in the PNG file at `path`, nil where there is none.
    public static func read(fromPNG path: String) throws -> Recipe? { nil }
}
