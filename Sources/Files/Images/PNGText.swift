/// Text that a PNG carries beside its pixels.
package enum PNGText {
    /// The value of the text chunk named `keyword` in the file at `path`; nil where the file is no PNG or has none. Throws
    /// `FileError`.
    package static func value(of keyword: String, inFile path: String) throws -> String? {
        let file = try ReadableFile(path)
        guard case .png = ImageFormat(of: try file.bytes(at: 0, count: 16)) else { return nil }
        return try value(of: keyword, in: Picture.bytes(of: file), path: path)
    }

    /// The same of a file's bytes; `path` is the name that errors bear.
    static func value(of keyword: String, in bytes: [UInt8], path: String) throws -> String? {
        guard case .png = ImageFormat(of: bytes) else { return nil }
        return try PNGDecoder(bytes: textOnly(bytes), path: path).text(keyword)
    }

    /// The file without its pixels: header, text chunks wherever they stand, and an empty end.
    private static func textOnly(_ bytes: [UInt8]) -> [UInt8] {
        let kept: Set<String> = ["IHDR", "tEXt", "zTXt", "iTXt"]
        var result = ImageFormat.pngSignature
        var offset = result.count
        while offset + 12 <= bytes.count {
            let length = Int(bytes.bigEndian32(at: offset))
            guard length <= bytes.count - offset - 12 else { break }
            let name = String(decoding: bytes[offset + 4..<offset + 8], as: UTF8.self)
            if kept.contains(name) { result += bytes[offset..<offset + 12 + length] }
            if name == "IEND" { break }
            offset += 12 + length
        }
        // libpng wants to see pixels begin before it hands out what came before them.
        result += [0, 0, 0, 0] + Array("IDAT".utf8) + [0x35, 0xAF, 0x06, 0x1E]
        return result
    }
}
