/// Values by key, as many as there is room for: the one that was put in first is the first to go.
package struct BoundedStore<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let limit: Int
    private var values: [Key: Value] = [:]
    /// Oldest first.
    private var order: [Key] = []

    /// - Parameter limit: values kept at most.
    package init(limit: Int) { self.limit = limit }

    package var count: Int { values.count }

    package subscript(key: Key) -> Value? { values[key] }

    /// Puts a value in, as the newest one.
    package mutating func put(_ value: Value, for key: Key) {
        if values.updateValue(value, forKey: key) != nil { order.removeAll { $0 == key } }
        order.append(key)
        if order.count > limit { values[order.removeFirst()] = nil }
    }

    package mutating func removeAll(where isGone: (Key) -> Bool) {
        order.removeAll(where: isGone)
        values = values.filter { !isGone($0.key) }
    }
}

extension BoundedStore: Equatable where Value: Equatable {}
