/// The size in a PNG file's IHDR chunk.
struct PNGHeader {
    let width: Int
    let height: Int
    /// Bits of a sample, or of an index.
    let bitDepth: Int
    /// Samples of a pixel as stored.
    let channels: Int
    /// Whether pixels are grey, with opacity or without.
    let isGrey: Bool

    /// Reads the start of a PNG file; sizes that `Picture` refuses throw.
    init(of bytes: [UInt8], path: String) throws {
        guard bytes.count >= 33 else {
            throw FileError.damagedImage(path: path, detail: "the file ends within its header")
        }
        guard bytes[12..<16].elementsEqual("IHDR".utf8) else {
            throw FileError.damagedImage(path: path, detail: "the header chunk is missing")
        }
        width = Int(bytes.bigEndian32(at: 16))
        height = Int(bytes.bigEndian32(at: 20))
        guard width > 0, height > 0 else {
            throw FileError.damagedImage(path: path, detail: "the header gives a size of \(width)×\(height)")
        }
        try Picture.checkSize(width: width, height: height, path: path)
        bitDepth = Int(bytes[24])
        isGrey = bytes[25] == 0 || bytes[25] == 4
        channels = [2: 3, 4: 2, 6: 4][bytes[25]] ?? 1
    }

    /// Whether `count` bytes can hold the pixels: no byte of a deflated stream stands for more than 1,032 of them.
    func canBeHeld(in count: Int) -> Bool { height * ((width * channels * bitDepth + 7) / 8) / 1032 <= count }
}

extension Picture {
    /// Whether the file at `path` is a PNG of 16 bits a channel, by its header alone. Throws `FileError` where it cannot be read.
    package static func hasSixteenBits(_ path: String) throws -> Bool {
        let bytes = try ReadableFile(path).bytes(at: 0, count: 33)
        guard case .png = ImageFormat(of: bytes) else { return false }
        return bytes.count > 24 && bytes[24] == 16
    }
}
