/// Appends the fields of one protocol buffer message to bytes (wire format of proto3; default values are the caller's
/// to leave out).
struct ProtobufEncoder {
    private(set) var bytes: [UInt8] = []

    /// A double as fixed 64-bit field.
    mutating func add(_ value: Double, field: Int) {
        key(field, wireType: 1)
        append(littleEndian: value.bitPattern)
    }

    /// A float as fixed 32-bit field.
    mutating func add(_ value: Float, field: Int) {
        key(field, wireType: 5)
        append(littleEndian: value.bitPattern)
    }

    /// An integer or enumeration as variable-length field; negative ones take ten bytes.
    mutating func add(_ value: Int, field: Int) {
        key(field, wireType: 0)
        append(variable: UInt64(bitPattern: Int64(value)))
    }

    /// A string.
    mutating func add(_ value: String, field: Int) {
        add(bytes: value.utf8, field: field)
    }

    /// Bytes.
    mutating func add(bytes value: some Collection<UInt8>, field: Int) {
        key(field, wireType: 2)
        append(variable: UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    /// A message within this one.
    mutating func add(field: Int, _ body: (inout ProtobufEncoder) -> Void) {
        var inner = ProtobufEncoder()
        body(&inner)
        add(bytes: inner.bytes, field: field)
    }

    private mutating func key(_ field: Int, wireType: Int) {
        append(variable: UInt64(field << 3 | wireType))
    }

    private mutating func append(variable value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private mutating func append(littleEndian value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
