/// Turns nested dictionaries and lists of tensors into one level, names joined by dots.
struct CheckpointFlattening {
    /// Nesting beyond any checkpoint's.
    private static let maximumDepth = 32
    /// Bytes that a name takes in dictionaries, besides its text.
    private static let nameByteCount = 256

    private let heap: PickleHeap
    private let storages: CheckpointStorages
    private let path: String
    private(set) var result = TensorFile()

    init(heap: PickleHeap, storages: CheckpointStorages, path: String) {
        self.heap = heap
        self.storages = storages
        self.path = path
    }

    /// Adds `value` under `name`: tensors as tensors, plain values as metadata.
    mutating func add(_ value: PickleValue, name: String = "", depth: Int = 0) throws {
        // Shared containers are walked over again under every name.
        try heap.budget.charge(structure: name.utf8.count + Self.nameByteCount)
        guard depth <= Self.maximumDepth else {
            throw FileError.unsupportedTensors(path: path, detail: "its dictionaries are nested without end")
        }
        func joined(_ key: String) -> String { name.isEmpty ? key : "\(name).\(key)" }
        switch value {
        case .tensor(let index):
            let name = name.isEmpty ? "tensor" : name
            guard result.tensors[name] == nil else {
                throw FileError.unsupportedTensors(path: path, detail: "two tensors are named \"\(name)\"")
            }
            result.tensors[name] = try storages.tensor(index, named: name, in: heap)
            result.order.append(name)
        case .dictionary(let place):
            for (key, member) in try members(of: place) {
                try add(member, name: joined(key), depth: depth + 1)
            }
        case .list(let place), .tuple(let place):
            for (index, member) in heap.sequences[place].enumerated() {
                try add(member, name: joined(String(index)), depth: depth + 1)
            }
        case .boolean(let flag): result.metadata[name] = String(flag)
        case .integer(let number): result.metadata[name] = String(number)
        case .float(let number): result.metadata[name] = String(number)
        case .string(let text): result.metadata[name] = text
        case .none, .bytes, .global, .storage: break
        }
    }

    /// The members of a dictionary in their order, the last value of each key.
    private func members(of place: Int) throws -> [(String, PickleValue)] {
        var places: [String: Int] = [:]
        var members: [(String, PickleValue)] = []
        try heap.budget.charge(values: 4 * heap.dictionaries[place].count)
        for (key, value) in heap.dictionaries[place] {
            let text: String
            switch key {
            case .string(let string): text = string
            case .integer(let number): text = String(number)
            default:
                throw FileError.unsupportedTensors(path: path, detail: "a dictionary has \(key.kind) as a key")
            }
            try heap.budget.charge(structure: text.utf8.count)
            if let place = places[text] {
                members[place].1 = value
            } else {
                places[text] = members.count
                members.append((text, value))
            }
        }
        return members
    }
}
