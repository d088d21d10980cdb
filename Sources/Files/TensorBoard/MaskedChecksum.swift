import CISAL

/// The checksum of TensorFlow's record files: CRC-32C (Castagnoli), rotated and offset so that a checksum of data that
/// itself holds checksums stays meaningful (`masked_crc` in TensorFlow's `crc32c.h`).
enum MaskedChecksum {
    /// The masked checksum of `bytes`.
    @inline(__always)
    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        mask(crc32c(bytes))
    }

    /// CRC-32C as RFC 3720 defines it.
    @inline(__always)
    static func crc32c(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        guard let base = bytes.baseAddress else { return 0 }
        var remainder = UInt32.max
        var offset = 0
        while offset < bytes.count {
            // The library counts in 32 bits.
            let count = min(bytes.count - offset, 1 << 30)
            let start = UnsafeMutableRawPointer(mutating: base + offset).assumingMemoryBound(to: UInt8.self)
            remainder = crc32_iscsi(start, Int32(count), remainder)
            offset += count
        }
        return ~remainder
    }

    @inline(__always)
    private static func mask(_ checksum: UInt32) -> UInt32 {
        (checksum >> 15 | checksum << 17) &+ 0xA282_EAD8
    }
}
