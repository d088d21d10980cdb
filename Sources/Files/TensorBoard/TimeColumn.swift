/// A growing column of times in seconds since 1970.
package struct TimeColumn: Sendable {
    private static let chunkSize = 4096

    private var chunks: [[Double]] = []
    private var tail: [Double] = []
    /// Whether no time is earlier than the one before it.
    package private(set) var isAscending = true

    /// An empty column.
    package init() {}

    /// How many times there are.
    package var count: Int { chunks.count * Self.chunkSize + tail.count }

    /// The time at a place, 0…count − 1.
    package subscript(index: Int) -> Double {
        let chunk = index / Self.chunkSize
        return chunk < chunks.count
            ? chunks[chunk][index % Self.chunkSize] : tail[index - chunks.count * Self.chunkSize]
    }

    /// Adds a time at the end.
    package mutating func append(_ time: Double) {
        if let last = tail.last ?? chunks.last?.last, !(time >= last) { isAscending = false }
        if tail.count == 256 { tail.reserveCapacity(Self.chunkSize) }
        tail.append(time)
        if tail.count == Self.chunkSize {
            chunks.append(tail.map { $0 })
            tail = []
        }
    }

    /// Bytes that the column holds in memory.
    package var memory: Int {
        chunks.reduce(tail.capacity * 8) { $0 + $1.capacity * 8 }
    }
}
