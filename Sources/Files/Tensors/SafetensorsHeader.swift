/// The header of a safetensors file: where each tensor lies in the data that follows.
struct SafetensorsHeader {
    /// The longest header that is read, as in the reference implementation.
    static let maximumByteCount = 100_000_000

    /// A tensor's place.
    struct Entry {
        let name: String
        let elementType: ElementType
        let shape: [Int]
        /// Bytes from the start of the data.
        let range: Range<Int>
    }

    /// A type that the format may have and that is not read here.
    struct UnsupportedElementType: Error {
        let tensor: String
        let type: String
    }

    private(set) var metadata: [String: String] = [:]
    /// The tensors in the order of their data.
    private(set) var entries: [Entry] = []

    /// Checks and reads the JSON `bytes` of a file with `dataByteCount` bytes of tensor data.
    ///
    /// The format's rules: every tensor within the data, as many bytes as its shape says, no overlaps, no gaps.
    init(_ bytes: [UInt8], dataByteCount: Int) throws {
        var scanner = JSONScanner(bytes)
        var entries: [Entry] = []
        var metadata: [String: String] = [:]
        try scanner.object { scanner, name in
            if name == "__metadata__" {
                // Some write null for none.
                if scanner.null() { return }
                try scanner.object { scanner, key in metadata[key] = try scanner.string() }
            } else {
                entries.append(try Self.entry(name, from: &scanner, dataByteCount: dataByteCount))
            }
        }
        try scanner.end()
        self.metadata = metadata
        self.entries = entries.enumerated()
            .sorted {
                ($0.element.range.lowerBound, $0.element.range.upperBound, $0.offset)
                    < ($1.element.range.lowerBound, $1.element.range.upperBound, $1.offset)
            }
            .map { $0.element }
        var covered = 0
        for entry in self.entries {
            guard entry.range.lowerBound >= covered else {
                throw JSONScanner.Failure(detail: "tensor \"\(entry.name)\" overlaps another")
            }
            guard entry.range.lowerBound == covered else {
                throw JSONScanner.Failure(detail: "there is a gap before tensor \"\(entry.name)\"")
            }
            covered = entry.range.upperBound
        }
        guard covered == dataByteCount else {
            throw JSONScanner.Failure(detail: "\(dataByteCount - covered) bytes belong to no tensor")
        }
    }

    private static func entry(
        _ name: String, from scanner: inout JSONScanner, dataByteCount: Int
    ) throws -> Entry {
        func failure(_ detail: String) -> JSONScanner.Failure {
            JSONScanner.Failure(detail: "tensor \"\(name)\" \(detail)")
        }
        var typeName: String?
        var shape: [Int]?
        var offsets: [Int]?
        try scanner.object { scanner, key in
            switch key {
            case "dtype": typeName = try scanner.string()
            case "shape": shape = try scanner.integers()
            case "data_offsets": offsets = try scanner.integers()
            // As the reference implementation has it: what is not known says nothing of where the tensor lies.
            default: try scanner.skip()
            }
        }
        guard let typeName, let shape, let offsets else {
            throw failure("lacks one of dtype, shape and data_offsets")
        }
        guard let elementType = ElementType(rawValue: typeName) else {
            throw UnsupportedElementType(tensor: name, type: typeName)
        }
        guard offsets.count == 2, offsets[0] <= offsets[1] else {
            throw failure("has the data offsets \(offsets)")
        }
        guard offsets[1] <= dataByteCount else {
            throw failure("ends at byte \(offsets[1]) of \(dataByteCount) in the file")
        }
        guard let count = StoredTensor.elementCount(shape) else { throw failure("has the impossible shape \(shape)") }
        let expected = count * elementType.byteCount
        guard offsets[1] - offsets[0] == expected else {
            throw failure("has \(offsets[1] - offsets[0]) bytes, its shape \(shape) needs \(expected)")
        }
        return Entry(name: name, elementType: elementType, shape: shape, range: offsets[0]..<offsets[1])
    }

    /// The header of a file that holds `entries` back to back, padded with spaces to a multiple of 8.
    static func encoded(metadata: [String: String], entries: [Entry]) -> [UInt8] {
        var members: [String] = []
        if !metadata.isEmpty {
            let pairs = metadata.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(quoted($0.value))" }
            members.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
        }
        for entry in entries {
            let shape = entry.shape.map(String.init).joined(separator: ",")
            let offsets = "\(entry.range.lowerBound),\(entry.range.upperBound)"
            members.append(
                "\(quoted(entry.name)):{\"dtype\":\"\(entry.elementType)\",\"shape\":[\(shape)],"
                    + "\"data_offsets\":[\(offsets)]}")
        }
        var bytes = Array("{\(members.joined(separator: ","))}".utf8)
        while bytes.count % 8 != 0 { bytes.append(UInt8(ascii: " ")) }
        return bytes
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
