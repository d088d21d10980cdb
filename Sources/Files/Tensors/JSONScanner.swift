/// A strict reader of the little JSON that a safetensors header uses, step by step over its bytes.
///
/// A general decoder would silently take the last of two equal keys; here the caller sees every key.
struct JSONScanner {
    /// Why the text cannot be read, and where.
    struct Failure: Error {
        let detail: String
    }

    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Calls `body` at the value of each key of the object that begins here; `body` must consume the value.
    mutating func object(_ body: (inout JSONScanner, String) throws -> Void) throws {
        try expect("{")
        if take("}") { return }
        var keys: Set<String> = []
        repeat {
            let key = try string()
            guard keys.insert(key).inserted else { throw Failure(detail: "the key \"\(key)\" appears twice") }
            try expect(":")
            try body(&self, key)
        } while take(",")
        try expect("}")
    }

    /// The array of whole numbers that begins here.
    mutating func integers() throws -> [Int] {
        try expect("[")
        if take("]") { return [] }
        var result: [Int] = []
        repeat { result.append(try integer()) } while take(",")
        try expect("]")
        return result
    }

    /// The text that begins here, escapes resolved.
    mutating func string() throws -> String {
        try expect("\"")
        var text: [UInt8] = []
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let result = String(validating: text, as: UTF8.self) else { throw failure("invalid UTF-8") }
                return result
            case UInt8(ascii: "\\"):
                text += String(try escaped()).utf8
            case 0..<0x20:
                throw failure("a control character in a string")
            default:
                text.append(byte)
            }
        }
        throw failure("a string without end")
    }

    /// Whether `null` stands here, which is then passed.
    mutating func null() -> Bool { take(word: "null") }

    /// Passes any value. What is nested deeper than any header's is an error.
    mutating func skip(depth: Int = 0) throws {
        guard depth < 32 else { throw failure("values nested without end") }
        skipSpace()
        switch offset < bytes.count ? bytes[offset] : 0 {
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "{"): try object { scanner, _ in try scanner.skip(depth: depth + 1) }
        case UInt8(ascii: "["):
            try expect("[")
            if take("]") { return }
            repeat { try skip(depth: depth + 1) } while take(",")
            try expect("]")
        default:
            if take(word: "null") || take(word: "true") || take(word: "false") { return }
            let start = offset
            while offset < bytes.count, "+-.0123456789eE".utf8.contains(bytes[offset]) { offset += 1 }
            guard Double(String(decoding: bytes[start..<offset], as: UTF8.self)) != nil else {
                throw failure("no value")
            }
        }
    }

    /// Checks that nothing but white space is left.
    mutating func end() throws {
        skipSpace()
        guard offset == bytes.count else { throw failure("more text than one object") }
    }

    private mutating func integer() throws -> Int {
        skipSpace()
        let start = offset
        var value = 0
        while offset < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[offset]) {
            let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = scaled.addingReportingOverflow(Int(bytes[offset] - UInt8(ascii: "0")))
            guard !overflow, !carry else { throw failure("a number that is too large") }
            value = sum
            offset += 1
        }
        let digits = offset - start
        guard digits > 0, digits == 1 || bytes[start] != UInt8(ascii: "0") else {
            throw failure("no whole number")
        }
        return value
    }

    private mutating func escaped() throws -> Unicode.Scalar {
        guard offset < bytes.count else { throw failure("a string without end") }
        let byte = bytes[offset]
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let first = try codeUnit()
            guard 0xD800..<0xDC00 ~= first else {
                guard let scalar = Unicode.Scalar(first) else { throw failure("half a surrogate pair") }
                return scalar
            }
            guard offset + 2 <= bytes.count, bytes[offset] == UInt8(ascii: "\\"), bytes[offset + 1] == UInt8(ascii: "u")
            else { throw failure("half a surrogate pair") }
            offset += 2
            let second = try codeUnit()
            guard 0xDC00..<0xE000 ~= second,
                let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            else { throw failure("half a surrogate pair") }
            return scalar
        default:
            throw failure("an unknown escape")
        }
    }

    private mutating func codeUnit() throws -> UInt32 {
        guard offset + 4 <= bytes.count else { throw failure("a string without end") }
        var value: UInt32 = 0
        for byte in bytes[offset..<offset + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw failure("an unknown escape") }
            value = value << 4 | UInt32(digit)
        }
        offset += 4
        return value
    }

    private mutating func expect(_ mark: Unicode.Scalar) throws {
        guard take(mark) else { throw failure("no \(mark)") }
    }

    private mutating func take(_ mark: Unicode.Scalar) -> Bool {
        skipSpace()
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: mark) else { return false }
        offset += 1
        return true
    }

    private mutating func take(word: String) -> Bool {
        skipSpace()
        guard bytes[offset...].starts(with: word.utf8) else { return false }
        offset += word.utf8.count
        return true
    }

    private mutating func skipSpace() {
        while offset < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[offset]) { offset += 1 }
    }

    private func failure(_ what: String) -> Failure {
        Failure(detail: "the header has \(what) at byte \(offset)")
    }
}
