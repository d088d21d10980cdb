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

    /// What `removeSteps` costs, in numbers looked at.
    func costOfRemoving(from step: Int64) -> Int {
        guard count > 0, steps.greatest >= step else { return 0 }
        // A column that is written anew takes several times what one takes that is cut.
        return steps.isAscending ? 2 * ValueColumn.chunkSize : 16 * count
    }

    /// Forgets what was logged at `step` and later ones.
    mutating func removeSteps(from step: Int64) {
        guard count > 0, steps.greatest >= step else { return }
        if steps.isAscending {
            let end = steps.firstIndex(from: step)
            steps.cut(to: end)
            wallTimes.cut(to: end)
            values.cut(to: end)
            return
        }
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

    /// Keeps the first `end` times.
    mutating func cut(to end: Int) {
        let chunk = end / Self.chunkSize
        if chunk < chunks.count {
            tail = Array(chunks[chunk][..<(end % Self.chunkSize)])
            chunks.removeSubrange(chunk...)
        } else {
            tail.removeSubrange((end - chunks.count * Self.chunkSize)...)
        }
    }

    /// Bytes that the column holds in memory.
    package var memory: Int {
        chunks.reduce(tail.capacity * 8) { $0 + $1.capacity * 8 }
    }
}
