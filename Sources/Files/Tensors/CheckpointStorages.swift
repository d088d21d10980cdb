/// Where the storages of a checkpoint lie in its file, and the tensors that look into them.
struct CheckpointStorages {
    private let file: ReadableFile
    /// Bytes of each storage in the file, by key.
    private let ranges: [String: Range<Int>]

    init(file: ReadableFile, ranges: [String: Range<Int>]) {
        self.file = file
        self.ranges = ranges
    }

    /// The tensor `index` of `heap`, gathered into row-major order.
    func tensor(_ index: Int, named name: String, in heap: PickleHeap) throws -> StoredTensor {
        let tensor = heap.tensors[index]
        let storage = heap.storages[tensor.storage]
        let size = storage.elementType.byteCount
        try heap.budget.charge(structure: storage.key.utf8.count)
        guard let range = ranges[storage.key] else { throw damage(name, "has no storage \(storage.key)") }
        // Offsets, counts and strides come from the file: every sum and product may overflow.
        let (base, overflow) = storage.viewOffset.addingReportingOverflow(tensor.offset)
        guard !overflow, let count = StoredTensor.elementCount(tensor.shape) else {
            throw damage(name, "has the impossible shape \(tensor.shape)")
        }
        if count == 0 {
            return StoredTensor(shape: tensor.shape, elementType: storage.elementType, bytes: [])
        }
        guard let reach = Self.reach(tensor), reach < range.count / size, base < range.count / size - reach else {
            throw damage(name, "reaches beyond its storage of \(range.count / size) elements")
        }
        // Zero strides repeat elements, large ones pass over many, and any number of tensors may look into one storage.
        try heap.budget.charge(elements: max(count, reach + 1) * size)
        let start = range.lowerBound + base * size
        let source = try file.bytes(at: start, count: (reach + 1) * size)
        guard source.count == (reach + 1) * size else {
            throw damage(name, "cannot be read, the file became shorter")
        }
        let bytes =
            Self.isContiguous(tensor)
            ? source : Self.gathered(source, size: size, count: count, shape: tensor.shape, strides: tensor.strides)
        return StoredTensor(shape: tensor.shape, elementType: storage.elementType, bytes: bytes)
    }

    private func damage(_ name: String, _ detail: String) -> FileError {
        .damagedTensors(path: file.path, detail: "tensor \"\(name)\" \(detail)")
    }

    /// How far the last element lies behind the first, in elements.
    private static func reach(_ tensor: PickleHeap.Tensor) -> Int? {
        var reach = 0
        for (extent, stride) in zip(tensor.shape, tensor.strides) {
            let (step, overflow) = (extent - 1).multipliedReportingOverflow(by: stride)
            let (sum, carry) = reach.addingReportingOverflow(step)
            guard !overflow, !carry else { return nil }
            reach = sum
        }
        return reach
    }

    private static func isContiguous(_ tensor: PickleHeap.Tensor) -> Bool {
        var expected = 1
        for (extent, stride) in zip(tensor.shape, tensor.strides).reversed() where extent != 1 {
            guard stride == expected else { return false }
            expected *= extent
        }
        return true
    }

    /// The elements of a strided view in row-major order; `size` bytes each.
    private static func gathered(
        _ source: [UInt8], size: Int, count: Int, shape: [Int], strides: [Int]
    ) -> [UInt8] {
        var index = [Int](repeating: 0, count: shape.count)
        var element = 0
        return [UInt8](unsafeUninitializedCapacity: count * size) { target, initialized in
            source.withUnsafeBufferPointer { source in
                for written in 0..<count {
                    for byte in 0..<size { target[written * size + byte] = source[element * size + byte] }
                    var axis = shape.count - 1
                    while axis >= 0 {
                        index[axis] += 1
                        element &+= strides[axis]
                        if index[axis] < shape[axis] { break }
                        element &-= strides[axis] &* shape[axis]
                        index[axis] = 0
                        axis -= 1
                    }
                }
            }
            initialized = count * size
        }
    }
}
