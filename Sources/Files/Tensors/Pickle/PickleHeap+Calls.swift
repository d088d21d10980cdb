extension PickleHeap {
    /// What calling `callee` with a tuple of arguments means.
    mutating func reduced(_ callee: PickleValue, _ arguments: PickleValue) throws -> PickleValue {
        guard case .global(let global) = callee, case .tuple(let place) = arguments else {
            throw PickleFailure.unsupported("a call of \(callee.kind)")
        }
        let arguments = sequences[place]
        switch global {
        case .orderedDictionary:
            guard let first = arguments.first else { return try dictionary([]) }
            guard case .list(let list) = first else { break }
            // The list may be used again for many dictionaries.
            try budget.charge(values: 2 * sequences[list].count)
            let items = try sequences[list].flatMap { item -> [PickleValue] in
                switch item {
                case .tuple(let pair), .list(let pair):
                    guard sequences[pair].count == 2 else { throw PickleFailure.damaged("a pair that is none") }
                    return sequences[pair]
                default: throw PickleFailure.damaged("a pair that is \(item.kind)")
                }
            }
            return try dictionary(pairs(items))
        case .size:
            if case .tuple? = arguments.first { return arguments[0] }
            if case .list(let list)? = arguments.first { return try tuple(sequences[list]) }
        case .rebuildTensor: return try tensor(arguments)
        case .rebuildParameter:
            if case .tensor? = arguments.first { return arguments[0] }
        default: break
        }
        throw PickleFailure.unsupported("a call of \(global.rawValue) with unexpected arguments")
    }

    /// The tensor of `_rebuild_tensor_v2(storage, offset, size, stride, …)`.
    private mutating func tensor(_ arguments: [PickleValue]) throws -> PickleValue {
        guard arguments.count >= 4, case .storage(let storage) = arguments[0],
            case .integer(let offset) = arguments[1], let shape = try extents(arguments[2]),
            let strides = try extents(arguments[3]), shape.count == strides.count, offset >= 0
        else { throw PickleFailure.damaged("a tensor with unexpected arguments") }
        tensors.append(.init(storage: storage, offset: offset, shape: shape, strides: strides))
        return .tensor(tensors.count - 1)
    }

    /// A tuple of numbers from 0 up.
    private func extents(_ value: PickleValue) throws -> [Int]? {
        guard case .tuple(let place) = value else { return nil }
        guard sequences[place].count <= StoredTensor.maximumRank else {
            throw PickleFailure.damaged("a tensor with the impossible shape of \(sequences[place].count) extents")
        }
        try budget.charge(values: sequences[place].count)
        var result: [Int] = []
        for item in sequences[place] {
            guard case .integer(let number) = item, number >= 0 else { return nil }
            result.append(number)
        }
        return result
    }

    /// The storage of a persistent name ('storage', class, key, location, count[, view]).
    mutating func storage(named name: PickleValue) throws -> PickleValue {
        guard case .tuple(let place) = name else { throw PickleFailure.damaged("a storage named by \(name.kind)") }
        let items = sequences[place]
        guard items.count >= 5, items[0] == .string("storage"), case .global(let kind) = items[1],
            let elementType = kind.elementType, case .string(let key) = items[2],
            case .integer(let count) = items[4], count >= 0
        else { throw PickleFailure.damaged("a storage without class, key or count") }
        var viewOffset = 0
        if items.count >= 6, case .tuple(let view) = items[5] {
            let view = sequences[view]
            guard view.count == 3, case .integer(let start) = view[1], start >= 0 else {
                throw PickleFailure.damaged("a storage view without place")
            }
            viewOffset = start
        }
        // The key is looked up a few times.
        try budget.charge(structure: 4 * key.utf8.count + 64)
        storages.append(.init(key: key, elementType: elementType, count: count, viewOffset: viewOffset))
        return .storage(storages.count - 1)
    }

    /// Keys and values that alternate in `items`.
    func pairs(_ items: [PickleValue]) throws -> PickleHeap.Pairs {
        try budget.charge(values: items.count)
        guard items.count.isMultiple(of: 2) else { throw PickleFailure.damaged("a dictionary with half a pair") }
        return stride(from: 0, to: items.count, by: 2).map { (items[$0], items[$0 + 1]) }
    }
}
