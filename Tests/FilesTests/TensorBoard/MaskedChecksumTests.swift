import Testing

@testable import Files

@Suite struct MaskedChecksumTests {
    /// Vectors of RFC 3720, appendix B.4.
    @Test func crc32cAgreesWithTheStandardsVectors() {
        func checksum(_ bytes: [UInt8]) -> UInt32 { bytes.withUnsafeBytes { MaskedChecksum.crc32c($0) } }
        #expect(checksum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
        #expect(checksum([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
        #expect(checksum((0..<32).map { UInt8($0) }) == 0x46DD_794E)
        #expect(checksum((0..<32).reversed().map { UInt8($0) }) == 0x113F_DB5C)
        #expect(checksum(Array("123456789".utf8)) == 0xE306_9283)
        #expect(checksum([]) == 0)
    }

    /// A record's length field of 24, as TensorFlow masks it.
    @Test func maskRotatesAndOffsets() {
        let crc = Array("123456789".utf8).withUnsafeBytes { MaskedChecksum.of($0) }
        #expect(crc == (0xE306_9283 >> 15 | (0xE306_9283 as UInt32) << 17) &+ 0xA282_EAD8)
    }
}
