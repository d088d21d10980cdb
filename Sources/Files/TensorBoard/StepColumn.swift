/// A growing column of steps. A full chunk whose steps lie close together keeps four bytes for each.
package struct StepColumn: Sendable {
    private enum Chunk: Sendable {
        case offsets(from: Int64, [UInt32])
        case steps([Int64])

        subscript(index: Int) -> Int64 {
            switch self {
            case .offsets(let base, let offsets): base + Int64(offsets[index])
            case .steps(let steps): steps[index]
            }
        }
    }

    private static let chunkSize = 4096

    private var chunks: [Chunk] = []
    private var tail: [Int64] = []
    /// Whether no step is less than the one before it.
    package private(set) var isAscending = true

    /// The greatest step; the least number where there is none.
    private(set) var greatest = Int64.min

    /// An empty column.
    package init() {}

    /// How many steps there are.
    package var count: Int { chunks.count * Self.chunkSize + tail.count }

    /// The step at a place, 0…count − 1.
    package subscript(index: Int) -> Int64 {
        let chunk = index / Self.chunkSize
        return chunk < chunks.count
            ? chunks[chunk][index % Self.chunkSize] : tail[index - chunks.count * Self.chunkSize]
    }

    /// Adds a step at the end.
    package mutating func append(_ step: Int64) {
        if let last = tail.last ?? (chunks.isEmpty ? nil : self[count - 1]), step < last { isAscending = false }
        greatest = max(greatest, step)
        if tail.count == 256 { tail.reserveCapacity(Self.chunkSize) }
        tail.append(step)
        if tail.count == Self.chunkSize { seal() }
    }

    /// The place of the first step that is not less than `step`; the column must be ascending.
    func firstIndex(from step: Int64) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < step { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Keeps the first `end` steps; the column must be ascending.
    mutating func cut(to end: Int) {
        let chunk = end / Self.chunkSize
        if chunk < chunks.count {
            tail = (0..<end % Self.chunkSize).map { chunks[chunk][$0] }
            chunks.removeSubrange(chunk...)
        } else {
            tail.removeSubrange((end - chunks.count * Self.chunkSize)...)
        }
        greatest = end > 0 ? self[end - 1] : .min
    }

    /// Bytes that the column holds in memory.
    package var memory: Int {
        chunks.reduce(tail.capacity * 8) { total, chunk in
            switch chunk {
            case .offsets(_, let offsets): total + offsets.capacity * 4
            case .steps(let steps): total + steps.capacity * 8
            }
        }
    }

    private mutating func seal() {
        let least = tail.min() ?? 0
        let greatest = tail.max() ?? 0
        let (extent, overflow) = greatest.subtractingReportingOverflow(least)
        if !overflow && extent <= Int64(UInt32.max) {
            chunks.append(.offsets(from: least, tail.map { UInt32($0 - least) }))
        } else {
            chunks.append(.steps(tail.map { $0 }))
        }
        tail = []
    }
}
