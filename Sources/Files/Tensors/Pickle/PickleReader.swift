/// Numbers and text at a moving place in a pickle's bytes.
struct PickleReader {
    let bytes: [UInt8]
    /// Where the next byte is read.
    private(set) var offset: Int

    init(_ bytes: [UInt8], at offset: Int) {
        self.bytes = bytes
        self.offset = offset
    }

    mutating func byte() throws -> UInt8 {
        guard offset < bytes.count else { throw PickleFailure.damaged("the pickle ends too early") }
        defer { offset += 1 }
        return bytes[offset]
    }

    mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
        guard count <= bytes.count - offset else { throw PickleFailure.damaged("the pickle ends too early") }
        defer { offset += count }
        return bytes[offset..<offset + count]
    }

    /// A little-endian number of 1 to 8 bytes.
    mutating func unsigned(_ byteCount: Int) throws -> UInt64 {
        try take(byteCount).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// A count of bytes that follow, itself little-endian in `byteCount` bytes.
    mutating func length(_ byteCount: Int) throws -> Int {
        guard let count = Int(exactly: try unsigned(byteCount)) else {
            throw PickleFailure.damaged("the pickle ends too early")
        }
        return count
    }

    /// A little-endian two's complement number; what does not fit 64 bits is kept as bytes.
    mutating func long(byteCount: Int) throws -> PickleValue {
        let digits = Array(try take(byteCount))
        guard byteCount <= 8 else { return .bytes(digits) }
        let isNegative = (digits.last ?? 0) & 0x80 != 0
        return .integer(digits.reversed().reduce(isNegative ? -1 : 0) { $0 << 8 | Int($1) })
    }

    mutating func text(_ byteCount: Int) throws -> String {
        String(decoding: try take(byteCount), as: UTF8.self)
    }

    /// The text up to the end of the line.
    mutating func line() throws -> String {
        guard let end = bytes[offset...].firstIndex(of: 0x0A) else {
            throw PickleFailure.damaged("the pickle ends too early")
        }
        defer { offset = end + 1 }
        return String(decoding: bytes[offset..<end], as: UTF8.self)
    }
}
