/// Everything the values of one pickle refer to.
struct PickleHeap {
    /// A run of elements that tensors look into.
    struct Storage {
        let key: String
        let elementType: ElementType
        /// Elements in the whole storage.
        let count: Int
        /// Where this view begins in the storage of that key, in elements.
        let viewOffset: Int
    }

    /// A tensor as a view of a storage; offset and strides in elements.
    struct Tensor {
        let storage: Int
        let offset: Int
        let shape: [Int]
        let strides: [Int]
    }

    /// A dictionary's members in order; a later member of the same key replaces an earlier one.
    typealias Pairs = [(key: PickleValue, value: PickleValue)]

    /// What all of it is charged to.
    let budget: ReadingBudget
    var sequences: [[PickleValue]] = []
    var dictionaries: [Pairs] = []
    var storages: [Storage] = []
    var tensors: [Tensor] = []

    init(budget: ReadingBudget) { self.budget = budget }

    mutating func tuple(_ items: [PickleValue]) throws -> PickleValue {
        try budget.charge(values: items.count + 1)
        sequences.append(items)
        return .tuple(sequences.count - 1)
    }

    mutating func list(_ items: [PickleValue]) throws -> PickleValue {
        try budget.charge(values: items.count + 1)
        sequences.append(items)
        return .list(sequences.count - 1)
    }

    mutating func dictionary(_ pairs: Pairs) throws -> PickleValue {
        try budget.charge(values: 2 * pairs.count + 1)
        dictionaries.append(pairs)
        return .dictionary(dictionaries.count - 1)
    }
}
