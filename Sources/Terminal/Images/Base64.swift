/// Bytes as the characters that control sequences carry (RFC 4648, with padding).
enum Base64 {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Four characters for every three bytes.
    static func encode(_ bytes: some Collection<UInt8>) -> [UInt8] {
        let count = (bytes.count + 2) / 3 * 4
        return [UInt8](unsafeUninitializedCapacity: count) { result, initialized in
            var group: UInt32 = 0
            var filled = 0
            var at = 0
            func put(_ characters: Int) {
                for digit in 0..<4 {
                    result[at] =
                        digit < characters ? digits[Int(group >> UInt32(18 - 6 * digit) & 63)] : UInt8(ascii: "=")
                    at += 1
                }
            }
            for byte in bytes {
                group |= UInt32(byte) << UInt32(16 - 8 * filled)
                filled += 1
                if filled == 3 {
                    put(4)
                    (group, filled) = (0, 0)
                }
            }
            if filled > 0 { put(filled + 1) }
            initialized = count
        }
    }

    /// The same as text.
    static func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: encode(bytes), as: UTF8.self) }
}
