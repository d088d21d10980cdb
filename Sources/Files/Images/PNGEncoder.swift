import CPNG

/// One PNG file being encoded; owns libpng's state.
final class PNGEncoder {
    private let writer: UnsafeMutablePointer<cpng_writer>

    init() throws {
        guard let writer = cpng_writer_create() else {
            throw FileError.notEncodable(format: "PNG", detail: "libpng could not be set up")
        }
        self.writer = writer
    }

    deinit { cpng_writer_destroy(writer) }

    /// Adds a text chunk before the pixels: tEXt for ASCII, else iTXt.
    func add(keyword: String, value: String) throws {
        let isKeyword =
            (1...79).contains(keyword.utf8.count) && keyword.utf8.allSatisfy { (32...126).contains($0) }
            && !keyword.hasPrefix(" ") && !keyword.hasSuffix(" ")
        guard isKeyword, !value.utf8.contains(0) else {
            throw FileError.notEncodable(format: "PNG", detail: "text chunk \"\(keyword)\" has forbidden characters")
        }
        let international: Int32 = value.utf8.allSatisfy { $0 < 128 } ? 0 : 1
        var keyBytes = Array(keyword.utf8CString)
        var valueBytes = Array(value.utf8CString)
        try check(cpng_add_text(writer, &keyBytes, &valueBytes, international))
    }

    /// The whole file for `picture`.
    func encode(_ picture: Picture) throws -> [UInt8] {
        let channels = picture.alpha == nil ? 3 : 4
        try check(cpng_set_size(writer, UInt32(picture.width), UInt32(picture.height), Int32(channels)))
        let rowBytes = picture.width * channels
        var pixels = picture.alpha.map { Transparency.restored(rgb: picture.rgb, alpha: $0) } ?? picture.rgb
        try pixels.withUnsafeMutableBufferPointer { pixels in
            let start = pixels.baseAddress
            var rows: [png_bytep?] = (0..<picture.height).map { row in start.map { $0 + row * rowBytes } }
            try check(cpng_write_pixels(writer, &rows))
        }
        return Array(UnsafeBufferPointer(start: writer.pointee.bytes, count: writer.pointee.count))
    }

    private func check(_ status: Int32) throws {
        guard status == 0 else { return }
        throw FileError.notEncodable(format: "PNG", detail: cpngMessage(writer.pointee.message))
    }
}

extension Picture {
    /// The picture as an 8-bit PNG file with its opacity and text chunks (tEXt, or iTXt beyond ASCII);
    /// `deep` is left out.
    ///
    /// Where there is `alpha`, colours are stored such that compositing over white gives `rgb` again. Throws
    /// `FileError` where a keyword is not 1–79 printable ASCII characters.
    package func encodedPNG(text: [(keyword: String, value: String)] = []) throws -> [UInt8] {
        let encoder = try PNGEncoder()
        for chunk in text {
            try encoder.add(keyword: chunk.keyword, value: chunk.value)
        }
        return try encoder.encode(self)
    }
}
