import Files
import Testing

@Suite struct SHA256DigestTests {
    @Test func emptyAndShortMessagesHaveThePublishedDigests() {
        #expect(
            SHA256Digest.hexadecimal(of: []) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            SHA256Digest.hexadecimal(of: Array("abc".utf8))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test func aFileIsHashedLikeItsBytes() throws {
        let scratch = try Scratch()
        // Longer than one block of reading.
        let bytes = (0..<2_500_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let path = try scratch.file("a.bin", bytes)
        #expect(try SHA256Digest.hexadecimal(ofFile: path) == SHA256Digest.hexadecimal(of: bytes))
        #expect(throws: FileError.isFolder(path: scratch.folder)) {
            try SHA256Digest.hexadecimal(ofFile: scratch.folder)
        }
    }
}
