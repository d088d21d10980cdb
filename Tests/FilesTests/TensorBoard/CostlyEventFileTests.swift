import Foundation
import Testing

@testable import Files

/// Event files that ask for much memory or time: passed over, soon, and what is sound in them is read.
@Suite(.timeLimit(.minutes(1))) struct CostlyEventFileTests {
    /// Length and its checksum, as they begin a record.
    private func header(length: UInt64) -> [UInt8] {
        let bytes = withUnsafeBytes(of: length.littleEndian) { Array($0) }
        let checksum = bytes.withUnsafeBytes { MaskedChecksum.of($0) }
        return bytes + withUnsafeBytes(of: checksum.littleEndian) { Array($0) }
    }

    private func record(_ message: [UInt8]) -> [UInt8] {
        let checksum = message.withUnsafeBytes { MaskedChecksum.of($0) }
        return header(length: UInt64(message.count)) + message
            + withUnsafeBytes(of: checksum.littleEndian) { Array($0) }
    }

    @Test func aRecordThatClaimsHalfATerabyteIsPassed() throws {
        let scratch = try Scratch()
        let bytes = try EventLogTests.sample(count: 4)
        let start = EventLogTests.recordStarts(bytes)[3]
        let path = try scratch.file(
            EventLogTests.name, Array(bytes[..<start]) + header(length: 1 << 39) + Array(bytes[start...]))
        // The file seems to hold all of it: it is sparse.
        try #require(truncate(path, off_t(1 << 40)) == 0)
        let log = EventLog([scratch.folder])
        let took = ContinuousClock().measure { _ = log.poll() }
        #expect(EventLogTests.steps(log) == [0, 1, 2, 3])
        #expect(took < .seconds(10))
    }

    @Test func zerosArePassedQuickly() throws {
        let scratch = try Scratch()
        // At every place within a block, and across its end.
        for count in Array(1...40) + [(1 << 20) - 5, (1 << 20) + 3, 1 << 26] {
            let bytes = try EventLogTests.sample(count: 3)
            let start = EventLogTests.recordStarts(bytes)[2]
            let zeros = [UInt8](repeating: 0, count: count)
            _ = try scratch.file(EventLogTests.name, Array(bytes[..<start]) + zeros + Array(bytes[start...]))
            let log = EventLog([scratch.folder])
            let took = ContinuousClock().measure { _ = log.poll() }
            #expect(EventLogTests.steps(log) == [0, 1, 2] && log.runs.first?.damagedRecords == 1, "\(count)")
            // A byte at a time, unoptimised, the last takes a minute.
            #expect(took < .seconds(10), "\(count)")
        }
    }

    @Test func anEmptyRecordBehindZerosIsFound() throws {
        // Its length is eight zeros more.
        let scratch = try Scratch()
        let sample = try EventLogTests.sample(count: 2)
        let zeros = [UInt8](repeating: 0, count: 100)
        _ = try scratch.file(EventLogTests.name, sample + zeros + record([]))
        let log = EventLog([scratch.folder])
        _ = log.poll()
        #expect(EventLogTests.steps(log) == [0, 1])
        let reader = RecordReader(path: scratch.path(EventLogTests.name))
        var lengths: [Int] = []
        var buffer = ReadBuffer()
        _ = try reader.poll(buffer: &buffer, until: .now + .seconds(60)) { message, _ in lengths.append(message.count) }
        #expect(lengths.last == 0)
    }

    @Test func lengthsMadeToLookRightAreNotSummedOverAndOver() throws {
        // After damage, a hundred thousand lengths with the right checksum, each of all that follows.
        let scratch = try Scratch()
        let count = 100_000
        var bytes: [UInt8] = [1, 2, 3]
        for index in 0..<count { bytes += header(length: UInt64(12 * (count - index - 1)) + 4) }
        bytes += [UInt8](repeating: 7, count: 64)
        _ = try scratch.file(EventLogTests.name, bytes + EventLogTests.sample(count: 3))
        let log = EventLog([scratch.folder])
        let took = ContinuousClock().measure { _ = log.poll() }
        #expect(EventLogTests.steps(log).last == 2)
        #expect(took < .seconds(20))
    }

    @Test func restartsDoNotGoThroughASeriesWithoutEnd() {
        // Numbers out of order, then as often: a restart at the last step and its number again.
        let steps = 1000
        let collector = EventCollector(restartWork: 1 << 20)
        func take(step: Int, _ field: UInt8, _ content: [UInt8]) {
            let step = [UInt8(step & 0x7F) | 0x80, UInt8(step >> 7 & 0x7F) | 0x80, UInt8(step >> 14)]
            let message = [0x10] + step + [field << 3 | 2, UInt8(content.count)] + content
            message.withUnsafeBytes { collector.take($0, at: 0, of: "a") }
        }
        func number(step: Int) { take(step: step, 5, [0x0A, 8, 0x0A, 1, UInt8(ascii: "a"), 0x15, 0, 0, 0x80, 0x3F]) }
        take(step: 0, 3, Array("brain.Event:2".utf8))
        for step in [2, 1] + Array(3...steps) { number(step: step) }
        for _ in 0..<steps {
            take(step: steps, 7, [8, 1])
            number(step: steps)
        }
        let run = collector.data(name: "a", folder: "a", damagedRecords: 0, modified: nil, revision: 1)
        // Some sixty restarts are followed, the others are not.
        #expect((1900..<2000).contains(run.scalars("a")?.count ?? 0))
        #expect((1..<1000).contains(run.damagedRecords))
    }
}
