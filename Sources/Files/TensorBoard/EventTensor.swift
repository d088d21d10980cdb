/// The parts of a tensor in an event that a dashboard shows: one number, or encoded pictures.
struct EventTensor {
    /// The single element of a numeric tensor of one element.
    private(set) var number: Double?
    /// The elements of a string tensor; pictures are width, height and one encoded picture for each sample.
    private(set) var strings: [UnsafeRawBufferPointer] = []

    /// More pictures than one event has.
    private static let mostStrings = 4096

    /// Element types of `types.proto`.
    private enum ElementType {
        static let float: Int64 = 1, double: Int64 = 2, int32: Int64 = 3, uint8: Int64 = 4, int16: Int64 = 5
        static let int8: Int64 = 6, int64: Int64 = 9, boolean: Int64 = 10, bfloat16: Int64 = 14, uint16: Int64 = 17
        static let half: Int64 = 19, uint32: Int64 = 22, uint64: Int64 = 23
    }

    /// Reads a `TensorProto`; nil where it is damaged. The bytes must outlive the value.
    init?(_ message: UnsafeRawBufferPointer) {
        var type: Int64 = 0
        var elements: Int64 = 1
        var content: UnsafeRawBufferPointer?
        var bits: UInt64?
        var scanner = ProtobufScanner(message)
        while scanner.next() {
            switch scanner.field {
            case EventField.Tensor.type: type = scanner.integer
            case EventField.Tensor.shape: elements = Self.elementCount(scanner.payload)
            case EventField.Tensor.content: content = scanner.payload
            case EventField.Tensor.floats: bits = bits ?? scanner.firstNumber(elementType: 5)
            case EventField.Tensor.doubles: bits = bits ?? scanner.firstNumber(elementType: 1)
            case EventField.Tensor.strings: if strings.count < Self.mostStrings { strings.append(scanner.payload) }
            case EventField.Tensor.integers, EventField.Tensor.longs, EventField.Tensor.booleans,
                EventField.Tensor.halves, EventField.Tensor.unsignedIntegers, EventField.Tensor.unsignedLongs:
                bits = bits ?? scanner.firstNumber(elementType: 0)
            default: break
            }
        }
        if scanner.isDamaged { return nil }
        guard elements == 1, strings.isEmpty else { return }
        if let content, !content.isEmpty {
            number = Self.number(type: type, content: content)
        } else {
            number = Self.number(type: type, bits: bits ?? 0)
        }
    }

    private static func elementCount(_ shape: UnsafeRawBufferPointer) -> Int64 {
        var count: Int64 = 1
        var scanner = ProtobufScanner(shape)
        while scanner.next(EventField.Shape.dimension, wireType: 2) {
            var size: Int64 = 0
            var dimension = ProtobufScanner(scanner.payload)
            while dimension.next(EventField.Shape.size, wireType: 0) { size = dimension.integer }
            count = count.multipliedReportingOverflow(by: size).partialValue
        }
        return count
    }

    /// An element as the repeated value fields hold it.
    private static func number(type: Int64, bits: UInt64) -> Double? {
        switch type {
        case ElementType.float: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
        case ElementType.double: Double(bitPattern: bits)
        case ElementType.half: Double(Float16(bitPattern: UInt16(truncatingIfNeeded: bits)))
        case ElementType.bfloat16: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits) << 16))
        case ElementType.boolean: bits == 0 ? 0 : 1
        case ElementType.uint64: Double(bits)
        case ElementType.uint32: Double(UInt32(truncatingIfNeeded: bits))
        case ElementType.int32, ElementType.int16, ElementType.int8, ElementType.uint8, ElementType.uint16:
            Double(Int32(truncatingIfNeeded: bits))
        case ElementType.int64: Double(Int64(bitPattern: bits))
        default: nil
        }
    }

    /// An element as `tensor_content` holds it, little-endian.
    private static func number(type: Int64, content: UnsafeRawBufferPointer) -> Double? {
        func load<Value: BitwiseCopyable>(_ kind: Value.Type) -> Value? {
            content.count == MemoryLayout<Value>.size ? content.loadUnaligned(as: kind) : nil
        }
        switch type {
        case ElementType.float: return load(Float.self).map(Double.init)
        case ElementType.double: return load(Double.self)
        case ElementType.half: return load(Float16.self).map(Double.init)
        case ElementType.bfloat16: return load(UInt16.self).map { Double(Float(bitPattern: UInt32($0) << 16)) }
        case ElementType.int64: return load(Int64.self).map(Double.init)
        case ElementType.int32: return load(Int32.self).map(Double.init)
        case ElementType.int16: return load(Int16.self).map(Double.init)
        case ElementType.int8: return load(Int8.self).map(Double.init)
        case ElementType.uint64: return load(UInt64.self).map(Double.init)
        case ElementType.uint32: return load(UInt32.self).map(Double.init)
        case ElementType.uint16: return load(UInt16.self).map(Double.init)
        case ElementType.uint8, ElementType.boolean: return load(UInt8.self).map(Double.init)
        default: return nil
        }
    }
}
