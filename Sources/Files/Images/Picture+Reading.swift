extension Picture {
    /// Reads the picture at `path`, told by its content: PNG, JPEG and, where they are built in, WebP, HEIC, AVIF, TIFF and the first
    /// frame of a GIF; turned as the file says.
    ///
    /// Transparent pixels are composited over white in gamma-encoded space, as browsers do, and their opacity is
    /// kept in `alpha`. Colours with an ICC profile are converted to sRGB before; CMYK is converted simply, without its
    /// profile. A PNG's 16 bits are kept in `deep`, those of other
    /// formats are reduced to 8. Throws `FileError`.
    package static func read(_ path: String) throws -> Picture {
        try Picture(decoding: bytes(of: ReadableFile(path)), named: path)
    }

    /// Twice what the largest picture takes with 16 bits and opacity.
    private static let longestFile = maximumPixels * 16

    /// The bytes of a file that begins as a picture does that is read here and can be as long as it is; others are refused before
    /// they are read.
    static func bytes(of file: ReadableFile) throws -> [UInt8] {
        let format = try format(of: file.bytes(at: 0, count: 16), named: file.path)
        guard format.isRead else { throw FileError.notAnImage(path: file.path, format: format.name) }
        guard file.count <= longestFile else {
            throw FileError.unsupportedImage(
                path: file.path,
                detail:
                    "it has \(AvailableMemory.text(file.count)), pictures at most \(AvailableMemory.text(longestFile))")
        }
        return try file.bytes()
    }

    /// Decodes the bytes of a file as `read` does; `path` is the name that errors bear.
    package init(decoding bytes: [UInt8], named path: String) throws {
        self = try Self.decoded(bytes, named: path).picture
    }

    /// The same, with the profile that the colours were stored by.
    static func decoded(_ bytes: [UInt8], named path: String) throws -> DecodedPicture {
        switch try Self.format(of: bytes, named: path) {
        case .png: return try PNGDecoder(bytes: bytes, path: path).decode()
        case .jpeg: return try JPEGDecoder(bytes: bytes, path: path).decode()
        #if WebP
            case .webp: return try WebPFile.decode(bytes, path: path)
        #endif
        #if HEIF
            case .heif: return try HEIFFile.decode(bytes, path: path)
        #endif
        #if TIFF
            case .tiff: return try TIFFFile.decode(bytes, path: path)
        #endif
        #if GIF
            case .gif: return try GIFFile.decode(bytes, path: path)
        #endif
        case let format: throw FileError.notAnImage(path: path, format: format.name)
        }
    }

    /// The size that `read` gives, without decoding pixels. Throws `FileError`.
    package static func dimensions(of path: String) throws -> (width: Int, height: Int) {
        let file = try ReadableFile(path)
        // Embedded thumbnails and profiles seldom take more than this before the size.
        let bytes = try file.bytes(at: 0, count: min(file.count, 1 << 18))
        switch try format(of: bytes, named: path) {
        case .png:
            let header = try PNGHeader(of: bytes, path: path)
            let orientation = try Orientation.ofPNG(count: file.count) { try file.bytes(at: $0, count: $1) }
            return orientation.swapsSides ? (header.height, header.width) : (header.width, header.height)
        case .jpeg:
            let header: JPEGHeader
            do {
                header = try JPEGHeader(of: bytes, path: path)
            } catch {
                guard bytes.count < file.count else { throw error }
                header = try JPEGHeader(of: Self.bytes(of: file), path: path)
            }
            return header.orientation.swapsSides ? (header.height, header.width) : (header.width, header.height)
        #if WebP
            case .webp: return try WebPFile.dimensions(of: Self.bytes(of: file), path: path)
        #endif
        #if HEIF
            case .heif: return try HEIFFile.dimensions(of: Self.bytes(of: file), path: path)
        #endif
        #if TIFF
            case .tiff: return try TIFFFile.dimensions(of: Self.bytes(of: file), path: path)
        #endif
        #if GIF
            case .gif: return try GIFFile.dimensions(of: Self.bytes(of: file), path: path)
        #endif
        case let format: throw FileError.notAnImage(path: path, format: format.name)
        }
    }

    private static func format(of bytes: [UInt8], named path: String) throws -> ImageFormat {
        guard !bytes.isEmpty else { throw FileError.empty(path: path) }
        return ImageFormat(of: bytes)
    }

    /// Refuses sizes beyond `maximumSide` and `maximumPixels`, before anything is allocated.
    static func checkSize(width: Int, height: Int, path: String) throws {
        guard width <= maximumSide, height <= maximumSide, width * height <= maximumPixels else {
            throw FileError.imageTooLarge(path: path, width: width, height: height)
        }
    }
}
