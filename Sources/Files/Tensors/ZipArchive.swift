/// The central directory of a zip file whose entries are stored without compression, as `torch.save` writes them.
struct ZipArchive {
    /// A member's place in the file.
    struct Entry {
        let headerOffset: Int
        let byteCount: Int
        let isStored: Bool
        let isEncrypted: Bool
    }

    private let file: ReadableFile
    /// The members by name.
    private(set) var entries: [String: Entry] = [:]

    /// Reads the directory of `file`, zip64 included.
    init(_ file: ReadableFile, budget: ReadingBudget) throws {
        self.file = file
        func damage(_ detail: String) -> FileError { .damagedTensors(path: file.path, detail: detail) }
        // The end record is followed by a comment of at most 65535 bytes.
        let tailCount = min(file.count, 22 + 65535)
        let tailStart = file.count - tailCount
        let tail = try file.bytes(at: tailStart, count: tailCount)
        guard tail.count >= 22,
            let end = (0...tail.count - 22).last(where: { tail.littleEndian32(at: $0) == 0x0605_4B50 })
        else { throw damage("the zip directory is missing, the file ends too early") }
        var entryCount = Int(tail.littleEndian16(at: end + 10))
        var directoryCount = Int(tail.littleEndian32(at: end + 12))
        var directoryStart = Int(tail.littleEndian32(at: end + 16))
        if end >= 20, tail.littleEndian32(at: end - 20) == 0x0706_4B50 {
            guard let offset = Int(exactly: tail.littleEndian64(at: end - 12)), offset < file.count else {
                throw damage("the zip64 directory lies outside the file")
            }
            let record = try file.bytes(at: offset, count: 56)
            guard record.count == 56, record.littleEndian32(at: 0) == 0x0606_4B50,
                let count = Int(exactly: record.littleEndian64(at: 32)),
                let size = Int(exactly: record.littleEndian64(at: 40)),
                let start = Int(exactly: record.littleEndian64(at: 48))
            else { throw damage("the zip64 directory is wrong") }
            (entryCount, directoryCount, directoryStart) = (count, size, start)
        }
        guard directoryStart <= file.count, directoryCount <= file.count - directoryStart else {
            throw damage("the zip directory lies outside the file")
        }
        // Once as bytes, once as names.
        try budget.charge(structure: min(directoryCount, Int.max / 2) * 2)
        let directory = try file.bytes(at: directoryStart, count: directoryCount)
        guard directory.count == directoryCount else { throw damage("the zip directory is cut short") }
        var offset = 0
        for _ in 0..<entryCount {
            guard let (name, entry, next) = Self.entry(in: directory, at: offset) else {
                throw damage("the zip directory is wrong at byte \(directoryStart + offset)")
            }
            entries[name] = entry
            offset = next
        }
    }

    private static func entry(in directory: [UInt8], at offset: Int) -> (String, Entry, next: Int)? {
        guard offset + 46 <= directory.count, directory.littleEndian32(at: offset) == 0x0201_4B50 else { return nil }
        let nameEnd = offset + 46 + Int(directory.littleEndian16(at: offset + 28))
        let extraEnd = nameEnd + Int(directory.littleEndian16(at: offset + 30))
        let next = extraEnd + Int(directory.littleEndian16(at: offset + 32))
        guard next <= directory.count else { return nil }
        let name = String(decoding: directory[offset + 46..<nameEnd], as: UTF8.self)
        let packedCount = directory.littleEndian32(at: offset + 20)
        var byteCount = UInt64(directory.littleEndian32(at: offset + 24))
        var headerOffset = UInt64(directory.littleEndian32(at: offset + 42))
        // Sizes of all ones stand in the zip64 field, in this order, each only where it is needed.
        var field = nameEnd
        while field + 4 <= extraEnd {
            let end = field + 4 + Int(directory.littleEndian16(at: field + 2))
            guard end <= extraEnd else { return nil }
            if directory.littleEndian16(at: field) == 1 {
                var position = field + 4
                func next() -> UInt64? {
                    guard position + 8 <= end else { return nil }
                    defer { position += 8 }
                    return directory.littleEndian64(at: position)
                }
                if byteCount == 0xFFFF_FFFF {
                    guard let value = next() else { return nil }
                    byteCount = value
                }
                if packedCount == 0xFFFF_FFFF { _ = next() }
                if headerOffset == 0xFFFF_FFFF {
                    guard let value = next() else { return nil }
                    headerOffset = value
                }
            }
            field = end
        }
        guard let count = Int(exactly: byteCount), let start = Int(exactly: headerOffset) else { return nil }
        let entry = Entry(
            headerOffset: start, byteCount: count, isStored: directory.littleEndian16(at: offset + 10) == 0,
            isEncrypted: directory.littleEndian16(at: offset + 8) & 1 != 0)
        return (name, entry, next)
    }

    /// Where the bytes of the member `name` lie in the file; nil where there is no such member.
    func range(of name: String) throws -> Range<Int>? {
        guard let entry = entries[name] else { return nil }
        guard entry.isStored, !entry.isEncrypted else {
            throw FileError.unsupportedTensors(path: file.path, detail: "its member \(name) is compressed or encrypted")
        }
        func damage() -> FileError {
            .damagedTensors(path: file.path, detail: "its member \(name) lies outside the file")
        }
        guard entry.headerOffset <= file.count - 30 else { throw damage() }
        let header = try file.bytes(at: entry.headerOffset, count: 30)
        guard header.count == 30, header.littleEndian32(at: 0) == 0x0403_4B50 else { throw damage() }
        let start =
            entry.headerOffset + 30 + Int(header.littleEndian16(at: 26)) + Int(header.littleEndian16(at: 28))
        guard start <= file.count, entry.byteCount <= file.count - start else { throw damage() }
        return start..<start + entry.byteCount
    }
}
