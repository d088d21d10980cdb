/// Files written by `torch.save`, read without running anything in them.
///
/// Both formats are read: the zip archive of PyTorch 1.6 and later, and the sequence of pickles before it. Nested
/// dictionaries become one level with names joined by dots; plain values become metadata.
package enum PyTorchCheckpoint {
    private static let formatName = "PyTorch"
    /// 0x1950a86a20f9469cfc6c, which begins a file of the older format.
    private static let magic: [UInt8] = [0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]
    /// Pickles of real checkpoints have some hundred bytes for each tensor.
    private static let longestPickle = 1 << 28

    /// Reads every tensor of the file at `path` in row-major order, element types kept.
    ///
    /// Throws `FileError`, for a Python name beyond tensors and containers `FileError.forbiddenGlobal`.
    package static func read(_ path: String) throws -> TensorFile {
        let file = try ReadableFile(path)
        guard file.count > 0 else { throw FileError.empty(path: path) }
        let start = try file.bytes(at: 0, count: 512)
        do {
            if start.starts(with: [0x50, 0x4B]) { return try readArchive(file) }
            if start[0] == 0x80 { return try readSequence(file) }
        } catch PickleFailure.damaged(let detail) {
            throw FileError.damagedTensors(path: path, detail: detail)
        } catch PickleFailure.unsupported(let detail) {
            throw FileError.unsupportedTensors(path: path, detail: detail)
        } catch PickleFailure.forbidden(let global) {
            throw FileError.forbiddenGlobal(path: path, global: global)
        }
        if start.dropFirst(257).starts(with: "ustar".utf8) {
            throw FileError.unsupportedTensors(path: path, detail: "it is a tar archive of PyTorch before 0.2")
        }
        throw FileError.notTensors(path: path, format: formatName)
    }

    /// The same without what stands before known names; see `TensorFile.unwrapped`.
    ///
    /// - Parameter note: told, in a sentence, what was taken off and left out.
    package static func unwrapped(
        _ path: String, finding known: (String) -> Bool, note: (String) -> Void
    ) throws -> TensorFile {
        unwrapped(try read(path), path, finding: known, note: note)
    }

    /// The same of a file that has been read; `path` is the name that notes bear.
    package static func unwrapped(
        _ file: TensorFile, _ path: String, finding known: (String) -> Bool, note: (String) -> Void
    ) -> TensorFile {
        guard let found = file.unwrapped(finding: known) else { return file }
        let rest = found.leftOut == 0 ? "" : "; \(found.leftOut) other tensors are left out"
        note("\(path): “\(found.wrapper)” was taken off the names\(rest)")
        return found.file
    }

    /// Whether the file at `path` begins as one of the two formats does. Throws `FileError` where it cannot be read.
    package static func recognizes(_ path: String) throws -> Bool {
        let start = try ReadableFile(path).bytes(at: 0, count: 64)
        if start.starts(with: [0x50, 0x4B, 3, 4]) { return true }
        var machine = PickleMachine(start, budget: ReadingBudget(fileByteCount: start.count))
        return (try? machine.run()) == .bytes(magic)
    }

    /// A zip archive of `data.pkl` and one member for each storage.
    private static func readArchive(_ file: ReadableFile) throws -> TensorFile {
        let budget = ReadingBudget(fileByteCount: file.count)
        let archive = try ZipArchive(file, budget: budget)
        let pickles = archive.entries.keys.filter { $0 == "data.pkl" || $0.hasSuffix("/data.pkl") }
        guard let name = pickles.min(by: { $0.utf8.count < $1.utf8.count }), let range = try archive.range(of: name)
        else { throw FileError.notTensors(path: file.path, format: formatName) }
        guard range.count <= longestPickle else {
            throw FileError.unsupportedTensors(path: file.path, detail: "its pickle has \(range.count) bytes")
        }
        let prefix = String(name.dropLast("data.pkl".count))
        if let order = try archive.range(of: prefix + "byteorder"),
            try file.bytes(at: order.lowerBound, count: min(order.count, 16)) != Array("little".utf8)
        {
            throw FileError.unsupportedTensors(path: file.path, detail: "its numbers are big-endian")
        }
        var machine = PickleMachine(try file.bytes(at: range.lowerBound, count: range.count), budget: budget)
        let value = try machine.run()
        var ranges: [String: Range<Int>] = [:]
        for storage in machine.heap.storages where ranges[storage.key] == nil {
            ranges[storage.key] = try archive.range(of: "\(prefix)data/\(storage.key)")
        }
        return try flattened(value, machine.heap, file, ranges)
    }

    /// Five pickles (magic number, version, system, content, storage keys), then each storage's count and bytes.
    private static func readSequence(_ file: ReadableFile) throws -> TensorFile {
        let bytes = try file.bytes()
        let budget = ReadingBudget(fileByteCount: file.count)
        var machine = PickleMachine(bytes, budget: budget)
        guard try machine.run() == .bytes(magic) else {
            throw FileError.notTensors(path: file.path, format: formatName)
        }
        machine = PickleMachine(bytes, at: machine.offset, budget: budget)
        let version = try machine.run()
        guard version == .integer(1001) else {
            throw PickleFailure.unsupported("it has an unknown format version")
        }
        machine = PickleMachine(bytes, at: machine.offset, budget: budget)
        if case .dictionary(let system) = try machine.run(),
            machine.heap.dictionaries[system].contains(where: {
                $0.key == .string("little_endian") && $0.value == .boolean(false)
            })
        {
            throw PickleFailure.unsupported("its numbers are big-endian")
        }
        machine = PickleMachine(bytes, at: machine.offset, budget: budget)
        let value = try machine.run()
        let heap = machine.heap
        machine = PickleMachine(bytes, at: machine.offset, budget: budget)
        guard case .list(let keys) = try machine.run() else {
            throw PickleFailure.damaged("the list of storages is missing")
        }
        var elementSizes: [String: Int] = [:]
        for storage in heap.storages { elementSizes[storage.key] = storage.elementType.byteCount }
        var ranges: [String: Range<Int>] = [:]
        var offset = machine.offset
        for key in machine.heap.sequences[keys] {
            try budget.charge(structure: key.textByteCount + 64)
            guard case .string(let name) = key, let size = elementSizes[name] else {
                throw PickleFailure.damaged("a storage that no tensor uses")
            }
            guard offset + 8 <= bytes.count, let count = Int(exactly: bytes.littleEndian64(at: offset)),
                count <= (bytes.count - offset - 8) / size
            else { throw PickleFailure.damaged("the file ends within storage \(name)") }
            ranges[name] = offset + 8..<offset + 8 + count * size
            offset += 8 + count * size
        }
        return try flattened(value, heap, file, ranges)
    }

    private static func flattened(
        _ value: PickleValue, _ heap: PickleHeap, _ file: ReadableFile, _ ranges: [String: Range<Int>]
    ) throws -> TensorFile {
        let storages = CheckpointStorages(file: file, ranges: ranges)
        var flattening = CheckpointFlattening(heap: heap, storages: storages, path: file.path)
        try flattening.add(value)
        guard !flattening.result.tensors.isEmpty else {
            throw FileError.unsupportedTensors(path: file.path, detail: "there are no tensors in it")
        }
        return flattening.result
    }
}
