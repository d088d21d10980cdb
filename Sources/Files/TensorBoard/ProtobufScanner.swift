/// Walks over the fields of one protocol buffer message in place. The bytes must outlive it.
struct ProtobufScanner {
    private var cursor: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>

    /// Number of the current field.
    private(set) var field = 0
    /// Wire type of the current field: 0 variable, 1 fixed 64-bit, 2 bytes, 5 fixed 32-bit.
    private(set) var wireType = 0
    /// Value of a variable or fixed field, as bits.
    private(set) var number: UInt64 = 0
    /// Content of a bytes field.
    private(set) var payload = UnsafeRawBufferPointer(start: nil, count: 0)
    /// Set where the message breaks the wire format.
    private(set) var isDamaged = false

    @inline(__always)
    init(_ bytes: UnsafeRawBufferPointer) {
        // An empty message may have no address.
        let start = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 8)!
        cursor = start.assumingMemoryBound(to: UInt8.self)
        end = cursor + bytes.count
    }

    /// Moves on to the next field; false at the end or where the message is damaged.
    @inline(__always)
    mutating func next() -> Bool {
        if cursor >= end { return false }
        let key = variable()
        field = Int(truncatingIfNeeded: key >> 3)
        wireType = Int(key & 7)
        switch wireType {
        case 0:
            number = variable()
        case 1:
            number = fixed(8)
        case 5:
            number = fixed(4)
        case 2:
            let count = variable()
            if isDamaged || count > UInt64(end - cursor) { return fail() }
            payload = UnsafeRawBufferPointer(start: cursor, count: Int(count))
            cursor += Int(count)
        default:
            return fail()
        }
        return !isDamaged
    }

    /// Moves on to the next field of this number and wire type; false where there is none.
    mutating func next(_ number: Int, wireType type: Int) -> Bool {
        while next() {
            if field == number && wireType == type { return true }
        }
        return false
    }

    /// The current field as signed integer.
    var integer: Int64 { Int64(bitPattern: number) }
    /// The current fixed 64-bit field as double.
    var double: Double { Double(bitPattern: number) }
    /// The current fixed 32-bit field as float.
    var float: Float { Float(bitPattern: UInt32(truncatingIfNeeded: number)) }
    /// The current bytes field as text.
    var text: String { String(decoding: payload, as: UTF8.self) }

    /// The first number of a repeated numeric field, packed or not.
    /// - Parameter elementType: wire type of an element.
    func firstNumber(elementType: Int) -> UInt64? {
        if wireType == elementType { return number }
        if wireType != 2 || payload.isEmpty { return nil }
        var elements = ProtobufScanner(payload)
        let value =
            switch elementType {
            case 0: elements.variable()
            case 1: elements.fixed(8)
            default: elements.fixed(4)
            }
        return elements.isDamaged ? nil : value
    }

    @inline(__always)
    private mutating func variable() -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while cursor < end && shift < 64 {
            let byte = cursor.pointee
            cursor += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        isDamaged = true
        return 0
    }

    @inline(__always)
    private mutating func fixed(_ count: Int) -> UInt64 {
        if end - cursor < count {
            isDamaged = true
            return 0
        }
        defer { cursor += count }
        let raw = UnsafeRawPointer(cursor)
        return count == 8
            ? UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
            : UInt64(UInt32(littleEndian: raw.loadUnaligned(as: UInt32.self)))
    }

    private mutating func fail() -> Bool {
        isDamaged = true
        return false
    }
}
