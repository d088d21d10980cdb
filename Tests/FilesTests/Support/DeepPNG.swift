/// PNG files of 16 bits a channel, put together by hand and without compression.
enum DeepPNG {
    /// The colour type of the header, and how many samples a pixel has of it.
    enum Form: UInt8 {
        case grey = 0
        case colour = 2
        case greyWithOpacity = 4
        case colourWithOpacity = 6

        var channels: Int { [.grey: 1, .colour: 3, .greyWithOpacity: 2, .colourWithOpacity: 4][self] ?? 0 }
    }

    /// A file of samples [height × width × channels], with more chunks before the pixels.
    static func bytes(
        width: Int, height: Int, _ form: Form, _ samples: [UInt16], chunks: [(name: String, content: [UInt8])] = []
    ) -> [UInt8] {
        let rowSamples = width * form.channels
        precondition(samples.count == rowSamples * height)
        let header = bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [16, form.rawValue, 0, 0, 0]
        var rows: [UInt8] = []
        for row in 0..<height {
            rows.append(0)
            for sample in samples[row * rowSamples..<(row + 1) * rowSamples] { rows += bigEndian(sample) }
        }
        let all = [("IHDR", header)] + chunks + [("IDAT", stored(rows)), ("IEND", [])]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + all.flatMap { chunk($0.0, $0.1) }
    }

    /// The bytes of a number, the highest first.
    static func bigEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }

    /// A chunk with length and checksum.
    static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let checked = Array(name.utf8) + content
        return bigEndian(UInt32(content.count)) + checked + bigEndian(checksum(checked))
    }

    /// A zlib stream of stored blocks.
    static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        for start in stride(from: 0, to: bytes.count, by: 65535) {
            let end = min(start + 65535, bytes.count)
            let count = UInt16(end - start)
            stream.append(end == bytes.count ? 1 : 0)
            stream += bigEndian(count.byteSwapped) + bigEndian((~count).byteSwapped) + bytes[start..<end]
        }
        var (a, b): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            a = (a + UInt32(byte)) % 65521
            b = (b + a) % 65521
        }
        return stream + bigEndian(b << 16 | a)
    }

    /// CRC-32 as PNG has it.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var rest = UInt32.max
        for byte in bytes {
            rest ^= UInt32(byte)
            for _ in 0..<8 {
                let isOdd = rest & 1 == 1
                rest >>= 1
                if isOdd { rest ^= 0xEDB8_8320 }
            }
        }
        return ~rest
    }
}
