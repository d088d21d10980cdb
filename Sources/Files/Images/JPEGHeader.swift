/// What the segments before a JPEG file's first scan say.
struct JPEGHeader {
    /// Stored columns, before orientation.
    private(set) var width = 0
    /// Stored rows, before orientation.
    private(set) var height = 0
    /// 1 grey, 3 colour, 4 CMYK or YCCK.
    private(set) var components = 0
    /// Whether the pixels come in several scans of growing detail.
    private(set) var isProgressive = false
    /// Whether the pixels are coded arithmetically, in place of Huffman's code.
    private(set) var isArithmetic = false
    private(set) var orientation = Orientation.upright
    /// The ICC profile of the pixels as they are stored; nil where there is none that fits them.
    private(set) var iccProfile: [UInt8]?
    /// Texts of the comment segments.
    private(set) var comments: [String] = []

    /// Reads the start of a JPEG file, up to the first scan; sizes that `Picture` refuses throw.
    init(of bytes: [UInt8], path: String) throws {
        func damage(_ detail: String) -> FileError { .damagedImage(path: path, detail: detail) }
        var profileParts: [Int: [UInt8]] = [:]
        var profilePartCount = 0
        var offset = 2
        while true {
            guard offset + 4 <= bytes.count else { throw damage("the file ends within its header") }
            guard bytes[offset] == 0xFF else { throw damage("no marker at byte \(offset)") }
            let marker = bytes[offset + 1]
            if marker == 0xFF {
                offset += 1
                continue
            }
            // Markers without a length: TEM and restarts.
            if marker == 0x01 || (0xD0...0xD8).contains(marker) {
                offset += 2
                continue
            }
            if marker == 0xD9 { throw damage("it ends before any pixels") }
            let length = Int(bytes.bigEndian16(at: offset + 2))
            guard length >= 2, offset + 2 + length <= bytes.count else {
                throw damage("the file ends within its header")
            }
            let payload = offset + 4..<offset + 2 + length
            switch marker {
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
                guard components == 0, payload.count >= 6 else { throw damage("a frame header is wrong") }
                height = Int(bytes.bigEndian16(at: payload.lowerBound + 1))
                width = Int(bytes.bigEndian16(at: payload.lowerBound + 3))
                components = Int(bytes[payload.lowerBound + 5])
                isProgressive = marker & 3 == 2
                isArithmetic = marker > 0xC8
            case 0xE1:
                if let found = Orientation(app1: Array(bytes[payload])) { orientation = found }
            case 0xE2:
                let part = bytes[payload]
                if part.count > 14, part.starts(with: JPEGHeader.iccSignature) {
                    profileParts[Int(part[payload.lowerBound + 12])] = Array(part.dropFirst(14))
                    profilePartCount = Int(part[payload.lowerBound + 13])
                }
            case 0xFE: comments.append(String(decoding: bytes[payload], as: UTF8.self))
            default:
                break
            }
            offset = payload.upperBound
            if marker == 0xDA { break }
        }
        guard components > 0 else { throw damage("the frame header is missing") }
        guard width > 0, height > 0 else { throw damage("the header gives a size of \(width)×\(height)") }
        try Picture.checkSize(width: width, height: height, path: path)
        if profilePartCount > 0, profileParts.keys.sorted() == Array(1...profilePartCount) {
            let profile = (1...profilePartCount).flatMap { profileParts[$0] ?? [] }
            iccProfile = components == 4 ? nil : ICCProfile.fitting(profile, isGrey: components == 1)
        }
    }

    /// Whether `count` bytes can hold the pixels: in Huffman's code a block of 8×8 takes a bit at least, and blocks of the finest
    /// component cover the picture; far from that is no picture.
    func canBeHeld(in count: Int) -> Bool { isArithmetic || width * height / 4096 <= count }

    /// What begins the payload of an APP2 segment that holds part of a profile.
    static let iccSignature = Array("ICC_PROFILE".utf8) + [0]
}
