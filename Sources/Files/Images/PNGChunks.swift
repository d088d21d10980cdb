/// The chunks of a PNG file, wherever they stand, without libpng, which reads those behind the pixels only after the pixels.
enum PNGChunks {
    /// Chunks passed before the search ends; a file of nothing else has no end.
    private static let most = 1 << 17

    /// The content of the first chunk of that name and at most `longest` bytes; nil where there is none.
    ///
    /// - Parameters:
    ///   - count: bytes of the file.
    ///   - bytes: gives at most that many bytes (second) of the file from an offset (first) on.
    static func content(
        of name: String, longest: Int = 1 << 16, count: Int, bytes: (Int, Int) throws -> [UInt8]
    ) rethrows -> [UInt8]? {
        var offset = ImageFormat.pngSignature.count
        for _ in 0..<most where offset + 12 <= count {
            let start = try bytes(offset, 8)
            guard start.count == 8 else { return nil }
            let length = Int(start.bigEndian32(at: 0))
            guard length <= count - offset - 12 else { return nil }
            if start[4...].elementsEqual(name.utf8) { return length <= longest ? try bytes(offset + 8, length) : nil }
            if start[4...].elementsEqual("IEND".utf8) { return nil }
            offset += 12 + length
        }
        return nil
    }
}

extension Orientation {
    /// That of a PNG file by its eXIf chunk, upright where it has none.
    ///
    /// - Parameters: as of `PNGChunks.content`.
    static func ofPNG(count: Int, bytes: (Int, Int) throws -> [UInt8]) rethrows -> Orientation {
        try PNGChunks.content(of: "eXIf", count: count, bytes: bytes).flatMap { Orientation(exif: $0) } ?? .upright
    }
}
