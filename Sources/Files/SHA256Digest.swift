import CMD

/// SHA-256 of files and bytes.
package enum SHA256Digest {
    /// The digest of the file at `path`, as 64 lowercase hexadecimal digits.
    package static func hexadecimal(ofFile path: String) throws -> String {
        let file = try ReadableFile(path)
        var context = SHA2_CTX()
        SHA256Init(&context)
        try file.forEachBlock { block in
            SHA256Update(&context, block.baseAddress, block.count)
        }
        return finish(&context)
    }

    /// The digest of `bytes`, as 64 lowercase hexadecimal digits.
    package static func hexadecimal(of bytes: [UInt8]) -> String {
        var context = SHA2_CTX()
        SHA256Init(&context)
        SHA256Update(&context, bytes, bytes.count)
        return finish(&context)
    }

    private static func finish(_ context: inout SHA2_CTX) -> String {
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        SHA256Final(&digest, &context)
        let digits = Array("0123456789abcdef".utf8)
        let text = digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
