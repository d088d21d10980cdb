/// What an image file is, besides its pixels.
package struct ImageFacts: Codable, Sendable, Equatable {
    /// `PNG`, `JPEG`, `WebP`, `HEIC or AVIF`, `TIFF` or `GIF`.
    package var format: String
    /// Columns as viewed, after the EXIF orientation.
    package var width: Int
    /// Rows as viewed.
    package var height: Int
    /// Bits of a channel as stored; of an index for a palette.
    package var bitDepth: Int
    /// `grey`, `colour`, `palette` or `CMYK`, as stored.
    package var colour: String
    /// Whether some pixel is not opaque.
    package var hasAlpha: Bool
    /// Whether the file shows coarse pixels first: interlaced PNG, progressive JPEG.
    package var isProgressive: Bool
    /// The EXIF orientation, 1 upright to 8.
    package var orientation: Int
    /// Bytes of the ICC profile of the colours, which are converted to sRGB; nil where there is none that fits them.
    package var iccProfileBytes: Int?
    /// The name of that profile, for example `Display P3`.
    package var iccProfileName: String?

    /// Decodes the whole file, so that a damaged one is found. Throws `FileError`.
    package static func read(_ path: String) throws -> ImageFacts {
        let bytes = try Picture.bytes(of: ReadableFile(path))
        let decoded = try Picture.decoded(bytes, named: path)
        let picture = decoded.picture
        var facts = ImageFacts(
            format: "", width: picture.width, height: picture.height, bitDepth: 8, colour: "colour",
            hasAlpha: picture.alpha != nil, isProgressive: false, orientation: 1,
            iccProfileBytes: decoded.profile?.count,
            iccProfileName: decoded.profile.flatMap(ICCProfile.description))
        switch ImageFormat(of: bytes) {
        case .jpeg:
            let header = try JPEGHeader(of: bytes, path: path)
            facts.format = "JPEG"
            facts.colour = [1: "grey", 4: "CMYK"][header.components] ?? "colour"
            facts.isProgressive = header.isProgressive
            facts.orientation = Int(header.orientation.rawValue)
        case .webp, .heif, .tiff, .gif:
            facts.format = ImageFormat(of: bytes).name ?? ""
        default:
            // The decoder has checked the header chunk: depth, colour type and interlacing follow the size.
            facts.format = "PNG"
            facts.bitDepth = Int(bytes[24])
            facts.colour = [0: "grey", 3: "palette", 4: "grey"][bytes[25]] ?? "colour"
            facts.isProgressive = bytes[28] != 0
            facts.orientation = Int(
                Orientation.ofPNG(count: bytes.count) { Array(bytes[$0...].prefix($1)) }.rawValue)
        }
        return facts
    }

    /// Whether the file at `path` begins as a picture does that is read here. Throws `FileError` where it cannot be read.
    package static func recognizes(_ path: String) throws -> Bool {
        ImageFormat(of: try ReadableFile(path).bytes(at: 0, count: 16)).isRead
    }

    /// As `recognizes`, or as a file of an image format that is known but not read.
    package static func recognizesAny(_ path: String) throws -> Bool {
        ImageFormat(of: try ReadableFile(path).bytes(at: 0, count: 16)).name != nil
    }
}
