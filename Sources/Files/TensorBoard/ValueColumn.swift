/// A growing column of numbers with the least and greatest of every 64 and every 4,096 of them, so that a curve of any
/// length is drawn from few numbers and keeps its extremes.
///
/// Numbers that a 32-bit float holds exactly take four bytes each, chunks with others eight.
package struct ValueColumn: Sendable {
    /// Numbers in a chunk.
    static let chunkSize = 4096
    /// Numbers in a block.
    static let blockSize = 64

    private var chunks: [ValueChunk] = []
    private var tail: [Double] = []

    /// An empty column.
    package init() {}

    /// How many numbers there are.
    package var count: Int { chunks.count * Self.chunkSize + tail.count }

    /// The number at a place, 0…count − 1.
    package subscript(index: Int) -> Double {
        let chunk = index / Self.chunkSize
        return chunk < chunks.count
            ? chunks[chunk][index % Self.chunkSize] : tail[index - chunks.count * Self.chunkSize]
    }

    /// Adds a number at the end.
    package mutating func append(_ value: Double) {
        if tail.count == 256 { tail.reserveCapacity(Self.chunkSize) }
        tail.append(value)
        if tail.count == Self.chunkSize {
            chunks.append(ValueChunk(tail))
            tail = []
        }
    }

    /// Keeps the first `end` numbers.
    mutating func cut(to end: Int) {
        let chunk = end / Self.chunkSize
        if chunk < chunks.count {
            tail = (0..<end % Self.chunkSize).map { chunks[chunk][$0] }
            chunks.removeSubrange(chunk...)
        } else {
            tail.removeSubrange((end - chunks.count * Self.chunkSize)...)
        }
    }

    /// Appends the smoothed numbers of `source` from place `start` on, rounded to 32-bit floats.
    package mutating func append(
        smoothing source: ValueColumn, from start: Int, with average: inout ExponentialAverage
    ) {
        var state = average
        var index = start
        // Where both columns stand at the beginning of a chunk, whole chunks go over at once.
        if tail.isEmpty, start % Self.chunkSize == 0 {
            for chunk in source.chunks.dropFirst(start / Self.chunkSize) {
                chunks.append(chunk.smoothed(with: &state))
                index += Self.chunkSize
            }
        }
        source.forEach(in: index..<source.count) { _, value in append(Double(Float(state.next(value)))) }
        average = state
    }

    /// The least and greatest finite number of a range; nil where there is none.
    package func extremes(in range: Range<Int>) -> (least: Double, greatest: Double)? {
        var least = Double.infinity
        var greatest = -Double.infinity
        let sealed = chunks.count * Self.chunkSize
        var index = max(0, range.lowerBound)
        let end = min(range.upperBound, count)
        while index < min(end, sealed) {
            let chunk = index / Self.chunkSize
            let start = index % Self.chunkSize
            let stop = min(Self.chunkSize, start + end - index)
            chunks[chunk].widen(&least, &greatest, start..<stop)
            index += stop - start
        }
        if index < end {
            tail.withUnsafeBufferPointer { values in
                for place in index - sealed..<end - sealed where values[place].isFinite {
                    least = min(least, values[place])
                    greatest = max(greatest, values[place])
                }
            }
        }
        return least <= greatest ? (least, greatest) : nil
    }

    /// Calls `body` with every number of a range and its place, in order.
    package func forEach(in range: Range<Int>, _ body: (Int, Double) -> Void) {
        let sealed = chunks.count * Self.chunkSize
        var index = max(0, range.lowerBound)
        let end = min(range.upperBound, count)
        while index < min(end, sealed) {
            let start = index % Self.chunkSize
            let stop = min(Self.chunkSize, start + end - index)
            chunks[index / Self.chunkSize].forEach(start..<stop, from: index, body)
            index += stop - start
        }
        while index < end {
            body(index, tail[index - sealed])
            index += 1
        }
    }

    /// Bytes that the column holds in memory.
    package var memory: Int {
        chunks.reduce(tail.capacity * 8) { $0 + $1.memory }
    }
}

/// A full chunk of a `ValueColumn`.
struct ValueChunk: Sendable {
    private enum Values: Sendable {
        case single([Float])
        case double([Double])
    }

    private let values: Values
    /// Least and greatest finite number of each block, infinity and −infinity where it has none.
    private let blocks: [(least: Double, greatest: Double)]
    private let least: Double
    private let greatest: Double

    init(_ numbers: [Double]) {
        let size = ValueColumn.blockSize
        let isSingle = numbers.allSatisfy { Double(Float($0)) == $0 || $0.isNaN }
        values = isSingle ? .single(numbers.map { Float($0) }) : .double(numbers.map { $0 })
        var blocks: [(least: Double, greatest: Double)] = []
        blocks.reserveCapacity(numbers.count / size)
        var least = Double.infinity
        var greatest = -Double.infinity
        for start in stride(from: 0, to: numbers.count, by: size) {
            var low = Double.infinity
            var high = -Double.infinity
            for index in start..<start + size where numbers[index].isFinite {
                low = min(low, numbers[index])
                high = max(high, numbers[index])
            }
            blocks.append((low, high))
            least = min(least, low)
            greatest = max(greatest, high)
        }
        self.blocks = blocks
        self.least = least
        self.greatest = greatest
    }

    /// A chunk of floats.
    private init(singles: [Float], blocks: [(least: Double, greatest: Double)]) {
        values = .single(singles)
        self.blocks = blocks
        least = blocks.reduce(Double.infinity) { min($0, $1.least) }
        greatest = blocks.reduce(-Double.infinity) { max($0, $1.greatest) }
    }

    subscript(index: Int) -> Double {
        switch values {
        case .single(let values): Double(values[index])
        case .double(let values): values[index]
        }
    }

    /// The chunk after it has gone through an average, rounded to floats.
    func smoothed(with average: inout ExponentialAverage) -> ValueChunk {
        switch values {
        case .single(let values): values.withUnsafeBufferPointer { Self.smoothed($0, with: &average) { Double($0) } }
        case .double(let values): values.withUnsafeBufferPointer { Self.smoothed($0, with: &average) { $0 } }
        }
    }

    @inline(__always)
    private static func smoothed<Number>(
        _ numbers: UnsafeBufferPointer<Number>, with average: inout ExponentialAverage, _ double: (Number) -> Double
    ) -> ValueChunk {
        let size = ValueColumn.blockSize
        var state = average
        var blocks: [(least: Double, greatest: Double)] = []
        blocks.reserveCapacity(numbers.count / size)
        let singles = [Float](unsafeUninitializedCapacity: numbers.count) { buffer, count in
            for start in stride(from: 0, to: numbers.count, by: size) {
                var low = Float.infinity
                var high = -Float.infinity
                for index in start..<start + size {
                    let value = Float(state.next(double(numbers[index])))
                    buffer[index] = value
                    if value.isFinite {
                        low = value < low ? value : low
                        high = value > high ? value : high
                    }
                }
                blocks.append((Double(low), Double(high)))
            }
            count = numbers.count
        }
        average = state
        return ValueChunk(singles: singles, blocks: blocks)
    }

    var memory: Int {
        switch values {
        case .single(let values): values.capacity * 4 + blocks.capacity * 16
        case .double(let values): values.capacity * 8 + blocks.capacity * 16
        }
    }

    func forEach(_ range: Range<Int>, from index: Int, _ body: (Int, Double) -> Void) {
        switch values {
        case .single(let values):
            values.withUnsafeBufferPointer { values in
                for place in range { body(index + place - range.lowerBound, Double(values[place])) }
            }
        case .double(let values):
            values.withUnsafeBufferPointer { values in
                for place in range { body(index + place - range.lowerBound, values[place]) }
            }
        }
    }

    /// Widens an interval to the finite numbers of a range.
    func widen(_ low: inout Double, _ high: inout Double, _ range: Range<Int>) {
        if range.count == ValueColumn.chunkSize {
            low = min(low, least)
            high = max(high, greatest)
            return
        }
        let size = ValueColumn.blockSize
        let firstBlock = (range.lowerBound + size - 1) / size
        let endBlock = range.upperBound / size
        if firstBlock >= endBlock {
            widenByNumbers(&low, &high, range)
            return
        }
        widenByNumbers(&low, &high, range.lowerBound..<firstBlock * size)
        blocks.withUnsafeBufferPointer { blocks in
            for block in firstBlock..<endBlock {
                low = min(low, blocks[block].least)
                high = max(high, blocks[block].greatest)
            }
        }
        widenByNumbers(&low, &high, endBlock * size..<range.upperBound)
    }

    private func widenByNumbers(_ low: inout Double, _ high: inout Double, _ range: Range<Int>) {
        if range.isEmpty { return }
        switch values {
        case .single(let values):
            values.withUnsafeBufferPointer { values in
                for index in range where values[index].isFinite {
                    low = min(low, Double(values[index]))
                    high = max(high, Double(values[index]))
                }
            }
        case .double(let values):
            values.withUnsafeBufferPointer { values in
                for index in range where values[index].isFinite {
                    low = min(low, values[index])
                    high = max(high, values[index])
                }
            }
        }
    }
}
