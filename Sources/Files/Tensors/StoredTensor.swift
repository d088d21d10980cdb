/// A tensor as a file holds it: the exact bytes, with views of them as numbers.
package struct StoredTensor: Sendable, Equatable {
    /// Extent along each axis, outermost first; empty for a scalar.
    package let shape: [Int]
    /// The type of the elements.
    package let elementType: ElementType
    /// The elements, row-major, little-endian: product of `shape` × `elementType.byteCount` bytes.
    package let bytes: [UInt8]

    /// The safetensors name of the element type, such as `F32`.
    package var dtype: String { elementType.rawValue }
    /// The number of elements.
    package var count: Int { bytes.count / elementType.byteCount }

    /// Keeps elements exactly as they are.
    ///
    /// - Parameters:
    ///   - shape: extents, outermost first.
    ///   - elementType: the type of the elements.
    ///   - bytes: the elements, row-major, little-endian.
    package init(shape: [Int], elementType: ElementType, bytes: [UInt8]) {
        let expected = shape.reduce(elementType.byteCount, *)
        precondition(bytes.count == expected, "\(shape) \(elementType): \(bytes.count) bytes, expected \(expected)")
        self.shape = shape
        self.elementType = elementType
        self.bytes = bytes
    }

    /// Stores numbers as F32; `values` is row-major with as many elements as `shape` has.
    package init(shape: [Int], values: [Float]) {
        self.init(shape: shape, elementType: .float32, bytes: values.withUnsafeBytes { Array($0) })
    }

    /// Stores integers as I64; `integers` is row-major with as many elements as `shape` has.
    package init(shape: [Int], integers: [Int64]) {
        self.init(shape: shape, elementType: .int64, bytes: integers.withUnsafeBytes { Array($0) })
    }

    /// Stores integers as U64; `unsignedIntegers` is row-major with as many elements as `shape` has.
    package init(shape: [Int], unsignedIntegers: [UInt64]) {
        self.init(shape: shape, elementType: .uint64, bytes: unsignedIntegers.withUnsafeBytes { Array($0) })
    }

    /// The elements as single-precision numbers, row-major, decoded anew at each call; 64-bit types are rounded.
    package var values: [Float] {
        switch elementType {
        case .float32: return copied(as: Float.self)
        case .float64: return converted(from: Double.self) { Float($0) }
        case .float16: return converted(from: UInt16.self) { Float(Float16(bitPattern: $0)) }
        case .bfloat16: return converted(from: UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
        case .int64: return converted(from: Int64.self) { Float($0) }
        case .int32: return converted(from: Int32.self) { Float($0) }
        case .int16: return converted(from: Int16.self) { Float($0) }
        case .int8: return converted(from: Int8.self) { Float($0) }
        case .uint64: return converted(from: UInt64.self) { Float($0) }
        case .uint32: return converted(from: UInt32.self) { Float($0) }
        case .uint16: return converted(from: UInt16.self) { Float($0) }
        case .uint8: return converted(from: UInt8.self) { Float($0) }
        case .boolean: return converted(from: UInt8.self) { $0 == 0 ? 0 : 1 }
        }
    }

    /// The elements of an I64 tensor, exactly; nil for any other type.
    package var integers: [Int64]? { elementType == .int64 ? copied(as: Int64.self) : nil }

    /// The elements of a U64 tensor, exactly; nil for any other type.
    package var unsignedIntegers: [UInt64]? { elementType == .uint64 ? copied(as: UInt64.self) : nil }

    /// The number of elements of a tensor of this shape; nil where it cannot be counted in bytes, or has more axes than tensors
    /// have. Extents beside a 0 count too: whoever multiplies some of them meets their product.
    static func elementCount(_ shape: [Int]) -> Int? {
        guard shape.count <= maximumRank else { return nil }
        var product = 1
        for extent in shape where extent != 0 {
            let (next, overflow) = product.multipliedReportingOverflow(by: extent)
            guard !overflow, extent > 0, next <= Int.max >> 3 else { return nil }
            product = next
        }
        return shape.contains(0) ? 0 : product
    }

    /// Axes beyond those of any tensor; PyTorch has the same limit.
    static let maximumRank = 64

    private func copied<Element: BitwiseCopyable>(as type: Element.Type) -> [Element] {
        let count = self.count
        return [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
            bytes.withUnsafeBytes { source in
                UnsafeMutableRawBufferPointer(buffer).copyMemory(from: source)
            }
            initialized = count
        }
    }

    private func converted<Stored: BitwiseCopyable>(
        from type: Stored.Type, _ convert: (Stored) -> Float
    ) -> [Float] {
        let count = self.count
        return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            bytes.withUnsafeBytes { source in
                for index in 0..<count {
                    buffer[index] = convert(
                        source.loadUnaligned(fromByteOffset: index * MemoryLayout<Stored>.stride, as: type))
                }
            }
            initialized = count
        }
    }
}
