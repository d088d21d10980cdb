/// The checksums of PNG chunks.
package enum PNGChecksums {
    /// The file with each chunk's checksum mended, so that damage is seen by what lies behind that check.
    package static func mended(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        var offset = 8
        while offset + 12 <= result.count {
            let length = result[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
            guard length <= result.count - offset - 12 else { break }
            var checksum: UInt32 = 0xFFFF_FFFF
            for byte in result[offset + 4..<offset + 8 + length] {
                checksum ^= UInt32(byte)
                for _ in 0..<8 { checksum = checksum >> 1 ^ (checksum & 1 == 0 ? 0 : 0xEDB8_8320) }
            }
            withUnsafeBytes(of: (~checksum).bigEndian) {
                result.replaceSubrange(offset + 8 + length..<offset + 12 + length, with: $0)
            }
            offset += 12 + length
        }
        return result
    }
}
