/// The numbers logged under one tag of one run, in the order of the file: three columns of equal length.
package struct ScalarSeries: Sendable {
    /// The tag.
    package let tag: String
    /// Training step of each number.
    package private(set) var steps = StepColumn()
    /// Time of each number, in seconds since 1970.
    package private(set) var wallTimes = TimeColumn()
    /// The numbers; may hold NaN and infinities.
    package private(set) var values = ValueColumn()

    /// An empty series.
    package init(tag: String) {
        self.tag = tag
    }

    /// How many numbers there are.
    package var count: Int { values.count }

    /// Bytes that the series holds in memory.
    package var memory: Int { steps.memory + wallTimes.memory + values.memory }

    /// Adds a number at the end.
    package mutating func append(step: Int64, wallTime: Double, value: Double) {
        steps.append(step)
        wallTimes.append(wallTime)
        values.append(value)
    }

    /// Forgets what was logged at `step` and later ones.
    mutating func removeSteps(from step: Int64) {
        guard (0..<count).contains(where: { steps[$0] >= step }) else { return }
        var kept = ScalarSeries(tag: tag)
        for index in 0..<count where steps[index] < step {
            kept.append(step: steps[index], wallTime: wallTimes[index], value: values[index])
        }
        self = kept
    }
}

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
