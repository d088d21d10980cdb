/// The safetensors format: an 8-byte header length, a JSON header, then every tensor's bytes without gaps.
package enum Safetensors {
    private static let formatName = "safetensors"

    /// Whether the file at `path` begins as a safetensors file does. Throws `FileError` where it cannot be read.
    package static func recognizes(_ path: String) throws -> Bool {
        let file = try ReadableFile(path)
        let start = try file.bytes(at: 0, count: 9)
        return start.count == 9 && start.littleEndian64(at: 0) <= UInt64(file.count) && start[8] == UInt8(ascii: "{")
    }

    /// Reads every tensor of the file at `path`, bytes as stored.
    ///
    /// Throws `FileError` where the header breaks a rule of the format: see `SafetensorsHeader`.
    package static func read(_ path: String) throws -> TensorFile {
        let file = try ReadableFile(path)
        let (header, dataStart) = try readHeader(of: file)
        var result = TensorFile(metadata: header.metadata)
        result.tensors.reserveCapacity(header.entries.count)
        for entry in header.entries {
            let bytes = try file.bytes(at: dataStart + entry.range.lowerBound, count: entry.range.count)
            guard bytes.count == entry.range.count else {
                throw FileError.damagedTensors(path: path, detail: "it became shorter while it was read")
            }
            result.tensors[entry.name] = StoredTensor(
                shape: entry.shape, elementType: entry.elementType, bytes: bytes)
            result.order.append(entry.name)
        }
        return result
    }

    /// Writes `file` to `path` atomically: the same content always gives the same bytes.
    ///
    /// Tensors are laid out by descending element size, then by name, so that each is aligned to its elements.
    package static func write(_ file: TensorFile, to path: String) throws {
        precondition(file.tensors["__metadata__"] == nil, "a tensor may not be named __metadata__")
        let named = file.tensors.sorted {
            ($1.value.elementType.byteCount, $0.key) < ($0.value.elementType.byteCount, $1.key)
        }
        var entries: [SafetensorsHeader.Entry] = []
        var offset = 0
        for (name, tensor) in named {
            let end = offset + tensor.bytes.count
            entries.append(
                .init(name: name, elementType: tensor.elementType, shape: tensor.shape, range: offset..<end))
            offset = end
        }
        let header = SafetensorsHeader.encoded(metadata: file.metadata, entries: entries)
        try AtomicFile.write(to: path) { writer in
            let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) }
            try writer.write(length + header)
            for (_, tensor) in named { try writer.write(tensor.bytes) }
        }
    }

    private static func readHeader(of file: ReadableFile) throws -> (header: SafetensorsHeader, dataStart: Int) {
        guard file.count > 0 else { throw FileError.empty(path: file.path) }
        let start = try file.bytes(at: 0, count: 9)
        guard start.count == 9, start[8] == UInt8(ascii: "{") else {
            throw FileError.notTensors(path: file.path, format: formatName)
        }
        let length = start.littleEndian64(at: 0)
        guard length <= UInt64(SafetensorsHeader.maximumByteCount) else {
            throw FileError.notTensors(path: file.path, format: formatName)
        }
        let dataStart = 8 + Int(length)
        guard dataStart <= file.count else {
            throw FileError.damagedTensors(path: file.path, detail: "the file ends within its header")
        }
        do {
            let json = try file.bytes(at: 8, count: Int(length))
            return (try SafetensorsHeader(json, dataByteCount: file.count - dataStart), dataStart)
        } catch let failure as JSONScanner.Failure {
            throw FileError.damagedTensors(path: file.path, detail: failure.detail)
        } catch let found as SafetensorsHeader.UnsupportedElementType {
            throw FileError.unsupportedElements(path: file.path, tensor: found.tensor, type: found.type)
        }
    }
}
