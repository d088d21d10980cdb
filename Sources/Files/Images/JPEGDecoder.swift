import CTurboJPEG

/// One JPEG file being decoded; owns TurboJPEG's state.
final class JPEGDecoder {
    private let handle: tjhandle
    private let bytes: [UInt8]
    private let path: String

    /// Prepares to decode `bytes`; `path` is the name that errors bear.
    init(bytes: [UInt8], path: String) throws {
        guard let handle = tjInitDecompress() else {
            throw FileError.unsupportedImage(path: path, detail: "TurboJPEG could not be set up")
        }
        self.handle = handle
        self.bytes = bytes
        self.path = path
    }

    deinit { tjDestroy(handle) }

    /// Decodes the whole file.
    func decode() throws -> DecodedPicture {
        let header = try JPEGHeader(of: bytes, path: path)
        let hasFourComponents = header.components == 4
        let channels = hasFourComponents ? 4 : 3
        // Room for pixels that cannot be there is not asked for.
        guard header.canBeHeld(in: bytes.count) else {
            throw FileError.damagedImage(path: path, detail: "the file ends too early")
        }
        let count = header.width * header.height * channels
        // Not set before: memory is taken as rows arrive.
        let pixels = try [UInt8](unsafeUninitializedCapacity: count) { target, initialized in
            let status = tjDecompress2(
                handle, bytes, UInt(bytes.count), target.baseAddress, Int32(header.width),
                Int32(header.width * channels), Int32(header.height),
                Int32(hasFourComponents ? TJPF_CMYK.rawValue : TJPF_RGB.rawValue),
                TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS)
            if status != 0 { try judge(String(cString: tjGetErrorStr2(handle))) }
            initialized = count
        }
        let (rgb, _) = DecodedPixels.finished(
            hasFourComponents ? Self.converted(cmyk: pixels) : pixels, channels: 3, profile: header.iccProfile)
        let picture = Picture(width: header.width, height: header.height, rgb: rgb)
        return DecodedPicture(picture: header.orientation.applied(to: picture), profile: header.iccProfile)
    }

    /// Throws for every complaint but stray bytes before the last marker, which some cameras leave in sound files.
    private func judge(_ message: String) throws {
        let isFatal = tjGetErrorCode(handle) == TJERR_FATAL.rawValue
        if !isFatal, message.contains("extraneous bytes before marker 0xd9") { return }
        let words = ["Unsupported", "not supported", "Unimplemented", "not implemented"]
        if isFatal, words.contains(where: { message.contains($0) }) {
            throw FileError.unsupportedImage(path: path, detail: message)
        }
        let isShort = message.contains("Premature end")
        throw FileError.damagedImage(path: path, detail: isShort ? "the file ends too early" : message)
    }

    /// Ink to light: each channel is what its ink and black leave over.
    ///
    /// - Parameter cmyk: [pixels × 4]; 255 means no ink, as Adobe's programs write it and all readers take it, with Adobe's marker
    ///   or without.
    private static func converted(cmyk: [UInt8]) -> [UInt8] {
        let count = cmyk.count / 4
        return [UInt8](unsafeUninitializedCapacity: 3 * count) { target, initialized in
            cmyk.withUnsafeBufferPointer { source in
                for pixel in 0..<count {
                    let black = Int32(source[4 * pixel + 3])
                    for channel in 0..<3 {
                        let light = Int32(source[4 * pixel + channel])
                        target[3 * pixel + channel] = UInt8((light * black + 127) / 255)
                    }
                }
            }
            initialized = 3 * count
        }
    }
}
