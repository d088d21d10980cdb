import CTurboJPEG

/// Encodes JPEG files; owns TurboJPEG's state.
final class JPEGEncoder {
    private let handle: tjhandle
    private let quality: Int

    /// - Parameter quality: from 1 to 100.
    init(quality: Int) throws {
        precondition((1...100).contains(quality), "JPEG quality \(quality), expected 1 to 100")
        guard let handle = tjInitCompress() else {
            throw FileError.notEncodable(format: "JPEG", detail: "TurboJPEG could not be set up")
        }
        self.handle = handle
        self.quality = quality
    }

    deinit { tjDestroy(handle) }

    /// The whole file for `picture`; opacity is left out, colours are those over white.
    ///
    /// - Parameter comment: text of a comment segment, left out where it is longer than one holds.
    func encode(_ picture: Picture, comment: String?) throws -> [UInt8] {
        let subsampling = quality >= 90 ? TJSAMP_444 : TJSAMP_420
        var encoded: UnsafeMutablePointer<UInt8>?
        var count: UInt = 0
        let status = tjCompress2(
            handle, picture.rgb, Int32(picture.width), Int32(3 * picture.width), Int32(picture.height),
            Int32(TJPF_RGB.rawValue), &encoded, &count, Int32(subsampling.rawValue), Int32(quality),
            TJFLAG_ACCURATEDCT)
        defer { tjFree(encoded) }
        guard status == 0, let encoded else {
            throw FileError.notEncodable(format: "JPEG", detail: String(cString: tjGetErrorStr2(handle)))
        }
        let file = UnsafeBufferPointer(start: encoded, count: Int(count))
        // After SOI and the JFIF segment, which must stay first.
        var start = 2
        if file.count >= 6, file[2] == 0xFF, file[3] == 0xE0 { start = 4 + Int(file[4]) << 8 + Int(file[5]) }
        return Array(file[..<start]) + (comment.map(Self.segment(of:)) ?? []) + Array(file[start...])
    }

    private static func segment(of comment: String) -> [UInt8] {
        let text = Array(comment.utf8)
        let length = 2 + text.count
        return length > 65535 ? [] : [0xFF, 0xFE, UInt8(length >> 8), UInt8(length & 255)] + text
    }
}

extension Picture {
    /// The picture over white as a JPEG file; `quality` is from 1 to 100.
    ///
    /// From 90 on, colour is kept at full resolution (4:4:4), below at a quarter (4:2:0).
    /// - Parameter comment: text of a comment segment, at most 65,533 bytes.
    package func encodedJPEG(quality: Int = 95, comment: String? = nil) throws -> [UInt8] {
        try JPEGEncoder(quality: quality).encode(self, comment: comment)
    }
}
