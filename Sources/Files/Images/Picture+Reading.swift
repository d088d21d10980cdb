extension Picture {
    /// Reads the PNG or JPEG file at `path`, told by its content; the EXIF orientation of a JPEG is applied.
    ///
    /// Transparent pixels are composited over white in gamma-encoded space, as browsers do, and their opacity is
    /// kept in `alpha`. CMYK is converted simply and its profile dropped. Throws `FileError`.
    package static func read(_ path: String) throws -> Picture {
        try Picture(decoding: ReadableFile(path).bytes(), named: path)
    }

    /// Decodes the bytes of a PNG or JPEG file as `read` does; `path` is the name that errors bear.
    package init(decoding bytes: [UInt8], named path: String) throws {
        switch try Self.format(of: bytes, named: path) {
        case .png: self = try PNGDecoder(bytes: bytes, path: path).decode()
        case .jpeg: self = try JPEGDecoder(bytes: bytes, path: path).decode()
        }
    }

    /// The size that `read` gives, from the file's header alone. Throws `FileError`.
    package static func dimensions(of path: String) throws -> (width: Int, height: Int) {
        let file = try ReadableFile(path)
        // Embedded thumbnails and profiles seldom take more than this before the size.
        let bytes = try file.bytes(at: 0, count: min(file.count, 1 << 18))
        switch try format(of: bytes, named: path) {
        case .png:
            let header = try PNGHeader(of: bytes, path: path)
            return (header.width, header.height)
        case .jpeg:
            let header: JPEGHeader
            do {
                header = try JPEGHeader(of: bytes, path: path)
            } catch {
                guard bytes.count < file.count else { throw error }
                header = try JPEGHeader(of: file.bytes(), path: path)
            }
            return header.orientation.swapsSides ? (header.height, header.width) : (header.width, header.height)
        }
    }

    /// A format that is read here.
    private enum Format { case png, jpeg }

    private static func format(of bytes: [UInt8], named path: String) throws -> Format {
        guard !bytes.isEmpty else { throw FileError.empty(path: path) }
        switch ImageFormat(of: bytes) {
        case .png: return .png
        case .jpeg: return .jpeg
        case .other(let name): throw FileError.notAnImage(path: path, format: name)
        case .unknown: throw FileError.notAnImage(path: path, format: nil)
        }
    }

    /// Refuses sizes beyond `maximumSide` and `maximumPixels`, before anything is allocated.
    static func checkSize(width: Int, height: Int, path: String) throws {
        guard width <= maximumSide, height <= maximumSide, width * height <= maximumPixels else {
            throw FileError.imageTooLarge(path: path, width: width, height: height)
        }
    }
}
