import CPNG

/// One PNG file being decoded; owns libpng's state.
final class PNGDecoder {
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    private let reader: UnsafeMutablePointer<cpng_reader>
    private let path: String

    /// Prepares to decode `bytes`; `path` is the name that errors bear.
    init(bytes: [UInt8], path: String) throws {
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
        _ = copy.initialize(from: bytes)
        guard let reader = cpng_reader_create(copy.baseAddress, bytes.count) else {
            copy.deallocate()
            throw FileError.unsupportedImage(path: path, detail: "libpng could not be set up")
        }
        self.bytes = copy
        self.reader = reader
        self.path = path
    }

    deinit {
        cpng_reader_destroy(reader)
        bytes.deallocate()
    }

    /// Decodes the whole file.
    func decode() throws -> DecodedPicture {
        let header = try PNGHeader(of: Array(bytes.prefix(33)), path: path)
        // Room for pixels that cannot be there is not asked for.
        guard header.canBeHeld(in: bytes.count) else {
            throw FileError.damagedImage(path: path, detail: "the file ends too early")
        }
        let orientation = orientation
        try check(cpng_read_info(reader))
        let profile = ICCProfile.fitting(storedProfile, isGrey: header.isGrey)
        var (channels, depth): (Int32, Int32) = (0, 0)
        try check(cpng_prepare_pixels(reader, &channels, &depth))
        if depth == 16 {
            let (deep, alpha) = try pixels(of: UInt16.self, header, channels: Int(channels), profile)
            let picture = Picture(width: header.width, height: header.height, deep: deep, alpha: alpha)
            return DecodedPicture(picture: orientation.applied(to: picture), profile: profile)
        }
        let (rgb, alpha) = try pixels(of: UInt8.self, header, channels: Int(channels), profile)
        let picture = Picture(width: header.width, height: header.height, rgb: rgb, alpha: alpha)
        return DecodedPicture(picture: orientation.applied(to: picture), profile: profile)
    }

    /// How the pixels are turned for viewing.
    var orientation: Orientation {
        Orientation.ofPNG(count: bytes.count) { offset, count in Array(bytes[offset...].prefix(count)) }
    }

    /// Decodes all rows, once they are prepared: colours in sRGB over white, [height × width × 3], and opacity.
    private func pixels<Sample: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
        of type: Sample.Type, _ header: PNGHeader, channels: Int, _ profile: [UInt8]?
    ) throws -> (colours: [Sample], alpha: [UInt8]?) {
        let rowBytes = png_get_rowbytes(reader.pointee.png, reader.pointee.info)
        guard rowBytes == header.width * channels * MemoryLayout<Sample>.size else {
            throw FileError.damagedImage(path: path, detail: "rows of \(rowBytes) bytes")
        }
        let count = header.width * channels * header.height
        // Not set before: memory is taken as rows arrive.
        let pixels = try [Sample](unsafeUninitializedCapacity: count) { target, initialized in
            let start = UnsafeMutableRawPointer(target.baseAddress)?.assumingMemoryBound(to: UInt8.self)
            var rows: [png_bytep?] = (0..<header.height).map { row in start.map { $0 + row * rowBytes } }
            try check(cpng_read_pixels(reader, &rows))
            initialized = count
        }
        return DecodedPixels.finished(pixels, channels: channels, profile: profile)
    }

    /// The value of the text chunk named `keyword`, compressed or not, among those read so far.
    func text(_ keyword: String) throws -> String? {
        try check(cpng_read_info(reader))
        var texts: png_textp?
        var count: Int32 = 0
        png_get_text(reader.pointee.png, reader.pointee.info, &texts, &count)
        guard let texts else { return nil }
        for text in UnsafeBufferPointer(start: texts, count: Int(count)) {
            if let key = text.key, let value = text.text, String(cString: key) == keyword {
                return String(cString: value)
            }
        }
        return nil
    }

    private var storedProfile: [UInt8]? {
        var name: png_charp?
        var compression: Int32 = 0
        var start: png_bytep?
        var count: png_uint_32 = 0
        let found = png_get_iCCP(reader.pointee.png, reader.pointee.info, &name, &compression, &start, &count)
        guard found != 0, let start else { return nil }
        return Array(UnsafeBufferPointer(start: start, count: Int(count)))
    }

    private func check(_ status: Int32) throws {
        guard status == 0 else { return }
        throw FileError.damagedImage(path: path, detail: cpngMessage(reader.pointee.message))
    }
}

/// The text of a message that the C side keeps in a fixed array.
func cpngMessage<Characters>(_ message: Characters) -> String {
    withUnsafeBytes(of: message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}
