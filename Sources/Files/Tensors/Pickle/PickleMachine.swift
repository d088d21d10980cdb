/// A pickle reader that knows tensors, containers and plain values, and runs nothing.
///
/// Protocols 2 to 5 as described in CPython's `pickletools`; the meaning of `REDUCE` is fixed for the names of
/// `PickleGlobal` and refused for any other.
struct PickleMachine {
    /// The containers that the values refer to.
    var heap: PickleHeap
    private var reader: PickleReader
    private var stack: [PickleValue] = []
    private var marks: [Int] = []
    private var memo: [Int: PickleValue] = [:]

    /// Where the next byte is read.
    var offset: Int { reader.offset }

    /// Prepares to read one pickle in `bytes` at `offset`.
    init(_ bytes: [UInt8], at offset: Int = 0, budget: ReadingBudget) {
        reader = PickleReader(bytes, at: offset)
        heap = PickleHeap(budget: budget)
    }

    /// Reads up to the end of the pickle and returns its value.
    mutating func run() throws -> PickleValue {
        while true {
            let code = try reader.byte()
            if code == UInt8(ascii: ".") { return try pop() }
            let start = offset
            guard try container(code) || scalar(code) || reference(code) else {
                throw PickleFailure.unsupported("pickle instruction 0x\(String(code, radix: 16)) at byte \(offset - 1)")
            }
            // At most two values are pushed, or one remembered, and what was read of the file may be kept.
            try heap.budget.charge(structure: 64 + offset - start)
        }
    }

    /// Instructions that build tuples, lists and dictionaries.
    private mutating func container(_ code: UInt8) throws -> Bool {
        switch code {
        case UInt8(ascii: "("): marks.append(stack.count)
        case UInt8(ascii: ")"): stack.append(try heap.tuple([]))
        case UInt8(ascii: "t"): stack.append(try heap.tuple(try popToMark()))
        case 0x85, 0x86, 0x87:
            let items = try pop(Int(code) - 0x84)
            stack.append(try heap.tuple(items))
        case UInt8(ascii: "]"): stack.append(try heap.list([]))
        case UInt8(ascii: "l"): stack.append(try heap.list(try popToMark()))
        case UInt8(ascii: "a"):
            let item = try pop()
            heap.sequences[try topList()].append(item)
        case UInt8(ascii: "e"):
            let items = try popToMark()
            heap.sequences[try topList()] += items
        case UInt8(ascii: "}"): stack.append(try heap.dictionary([]))
        case UInt8(ascii: "d"): stack.append(try heap.dictionary(heap.pairs(popToMark())))
        case UInt8(ascii: "s"):
            let items = try pop(2)
            heap.dictionaries[try topDictionary()] += try heap.pairs(items)
        case UInt8(ascii: "u"):
            let items = try popToMark()
            heap.dictionaries[try topDictionary()] += try heap.pairs(items)
        case UInt8(ascii: "0"): _ = try pop()
        case UInt8(ascii: "1"): _ = try popToMark()
        case UInt8(ascii: "2"):
            let top = try pop()
            stack += [top, top]
        default: return false
        }
        return true
    }

    /// Instructions that push numbers, strings and bytes.
    private mutating func scalar(_ code: UInt8) throws -> Bool {
        switch code {
        case UInt8(ascii: "N"): stack.append(.none)
        case 0x88: stack.append(.boolean(true))
        case 0x89: stack.append(.boolean(false))
        case UInt8(ascii: "J"): stack.append(.integer(Int(Int32(truncatingIfNeeded: try reader.unsigned(4)))))
        case UInt8(ascii: "K"): stack.append(.integer(Int(try reader.unsigned(1))))
        case UInt8(ascii: "M"): stack.append(.integer(Int(try reader.unsigned(2))))
        case 0x8A: stack.append(try reader.long(byteCount: reader.length(1)))
        case 0x8B: stack.append(try reader.long(byteCount: reader.length(4)))
        case UInt8(ascii: "G"): stack.append(.float(Double(bitPattern: try reader.unsigned(8).byteSwapped)))
        case UInt8(ascii: "X"): stack.append(.string(try reader.text(reader.length(4))))
        case 0x8C: stack.append(.string(try reader.text(reader.length(1))))
        case 0x8D: stack.append(.string(try reader.text(reader.length(8))))
        case UInt8(ascii: "T"): stack.append(.string(try reader.text(reader.length(4))))
        case UInt8(ascii: "U"): stack.append(.string(try reader.text(reader.length(1))))
        case UInt8(ascii: "B"): stack.append(.bytes(Array(try reader.take(reader.length(4)))))
        case UInt8(ascii: "C"): stack.append(.bytes(Array(try reader.take(reader.length(1)))))
        case 0x8E: stack.append(.bytes(Array(try reader.take(reader.length(8)))))
        default: return false
        }
        return true
    }

    /// Instructions about the memo, names, storages and the calls that names stand for.
    private mutating func reference(_ code: UInt8) throws -> Bool {
        switch code {
        case 0x80:
            let version = try reader.unsigned(1)
            guard (2...5).contains(version) else {
                throw PickleFailure.unsupported("pickle protocol \(version), expected 2 to 5")
            }
        case 0x95: _ = try reader.unsigned(8)
        case UInt8(ascii: "q"): memo[Int(try reader.unsigned(1))] = try top()
        case UInt8(ascii: "r"): memo[Int(try reader.unsigned(4))] = try top()
        case 0x94: memo[memo.count] = try top()
        case UInt8(ascii: "h"): stack.append(try recall(Int(reader.unsigned(1))))
        case UInt8(ascii: "j"): stack.append(try recall(Int(reader.unsigned(4))))
        case UInt8(ascii: "c"):
            let module = try reader.line()
            stack.append(.global(try Self.global(module: module, name: reader.line())))
        case 0x93:
            guard case .string(let name) = try pop(), case .string(let module) = try pop() else {
                throw PickleFailure.damaged("a name that is no string at byte \(offset)")
            }
            stack.append(.global(try Self.global(module: module, name: name)))
        case UInt8(ascii: "Q"): stack.append(try heap.storage(named: pop()))
        case UInt8(ascii: "R"):
            let (arguments, callee) = (try pop(), try pop())
            stack.append(try heap.reduced(callee, arguments))
        case UInt8(ascii: "b"):
            // State of an OrderedDict: `_metadata`, the versions of a model's layers.
            _ = try pop()
            guard case .dictionary = try top() else { throw PickleFailure.unsupported("state of \(try top().kind)") }
        default: return false
        }
        return true
    }

    private static func global(module: String, name: String) throws -> PickleGlobal {
        guard let global = PickleGlobal(rawValue: "\(module).\(name)") else {
            throw PickleFailure.forbidden(global: "\(module).\(name)")
        }
        return global
    }

    private mutating func pop() throws -> PickleValue {
        guard stack.count > (marks.last ?? 0), let value = stack.popLast() else {
            throw PickleFailure.damaged("nothing to take at byte \(offset)")
        }
        return value
    }

    private mutating func pop(_ count: Int) throws -> [PickleValue] {
        guard stack.count - (marks.last ?? 0) >= count else {
            throw PickleFailure.damaged("nothing to take at byte \(offset)")
        }
        defer { stack.removeLast(count) }
        return Array(stack.suffix(count))
    }

    private mutating func popToMark() throws -> [PickleValue] {
        guard let mark = marks.popLast() else { throw PickleFailure.damaged("no mark at byte \(offset)") }
        defer { stack.removeSubrange(mark...) }
        return Array(stack[mark...])
    }

    private func top() throws -> PickleValue {
        guard stack.count > (marks.last ?? 0), let value = stack.last else {
            throw PickleFailure.damaged("nothing to look at at byte \(offset)")
        }
        return value
    }

    private func topList() throws -> Int {
        guard case .list(let place) = try top() else { throw PickleFailure.damaged("no list at byte \(offset)") }
        return place
    }

    private func topDictionary() throws -> Int {
        guard case .dictionary(let place) = try top() else {
            throw PickleFailure.damaged("no dictionary at byte \(offset)")
        }
        return place
    }

    private func recall(_ index: Int) throws -> PickleValue {
        guard let value = memo[index] else { throw PickleFailure.damaged("nothing remembered as \(index)") }
        return value
    }
}

/// Numbers and text at a moving place in a pickle's bytes.
struct PickleReader {
    let bytes: [UInt8]
    /// Where the next byte is read.
    private(set) var offset: Int

    init(_ bytes: [UInt8], at offset: Int) {
        self.bytes = bytes
        self.offset = offset
    }

    mutating func byte() throws -> UInt8 {
        guard offset < bytes.count else { throw PickleFailure.damaged("the pickle ends too early") }
        defer { offset += 1 }
        return bytes[offset]
    }

    mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
        guard count <= bytes.count - offset else { throw PickleFailure.damaged("the pickle ends too early") }
        defer { offset += count }
        return bytes[offset..<offset + count]
    }

    /// A little-endian number of 1 to 8 bytes.
    mutating func unsigned(_ byteCount: Int) throws -> UInt64 {
        try take(byteCount).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// A count of bytes that follow, itself little-endian in `byteCount` bytes.
    mutating func length(_ byteCount: Int) throws -> Int {
        guard let count = Int(exactly: try unsigned(byteCount)) else {
            throw PickleFailure.damaged("the pickle ends too early")
        }
        return count
    }

    /// A little-endian two's complement number; what does not fit 64 bits is kept as bytes.
    mutating func long(byteCount: Int) throws -> PickleValue {
        let digits = Array(try take(byteCount))
        guard byteCount <= 8 else { return .bytes(digits) }
        let isNegative = (digits.last ?? 0) & 0x80 != 0
        return .integer(digits.reversed().reduce(isNegative ? -1 : 0) { $0 << 8 | Int($1) })
    }

    mutating func text(_ byteCount: Int) throws -> String {
        String(decoding: try take(byteCount), as: UTF8.self)
    }

    /// The text up to the end of the line.
    mutating func line() throws -> String {
        guard let end = bytes[offset...].firstIndex(of: 0x0A) else {
            throw PickleFailure.damaged("the pickle ends too early")
        }
        defer { offset = end + 1 }
        return String(decoding: bytes[offset..<end], as: UTF8.self)
    }
}
