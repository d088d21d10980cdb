import Foundation
import SeededInputs
import Testing

@testable import Files

@Suite struct EventLogTests {
    @Test func foldersOfTheSameNameAreToldApartByTheirPaths() throws {
        let scratch = try Scratch()
        for name in ["x/runs/first", "y/runs/first", "z/others/first"] {
            let writer = try EventFileWriter(directory: scratch.path(name))
            try writer.add(scalar: 1, tag: "loss", step: 1)
            try writer.close()
        }
        let log = EventLog(["x/runs", "y/runs", "z/others"].map(scratch.path))
        _ = log.poll()
        #expect(
            log.runs.map(\.name) == [scratch.path("x/runs/first"), scratch.path("y/runs/first"), "others/first"])
    }

    @Test func aFolderThatIsAddedLaterIsFollowedOnce() throws {
        let scratch = try Scratch()
        for name in ["a/one", "b/two"] {
            let writer = try EventFileWriter(directory: scratch.path(name))
            try writer.add(scalar: 1, tag: "loss", step: 1)
            try writer.close()
        }
        let log = EventLog([scratch.path("a")])
        _ = log.poll()
        #expect(log.runs.map(\.name) == ["one"])
        // What lies in a folder that is followed already comes no second time, by whatever path.
        log.add(scratch.path("a/one"))
        log.add(scratch.path("b/../a"))
        let revision = log.runs[0].revision
        log.add(scratch.path("b/two/"))
        #expect(log.poll().hasChanged)
        #expect(log.runs.map(\.folder) == [scratch.path("a/one"), scratch.path("b/two")])
        // A longer name, and nothing read a second time.
        #expect(log.runs.map(\.name) == ["a/one", "two"])
        #expect(log.runs[0].revision == revision)
    }

    /// An event file of our own with the numbers 0…count − 1 under "a", whole, and where each record begins.
    static func sample(count: Int) throws -> [UInt8] {
        let scratch = try Scratch()
        let writer = try EventFileWriter(directory: scratch.folder)
        for step in 0..<count { try writer.add(scalar: Float(step), tag: "a", step: step) }
        try writer.close()
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: writer.path)))
    }

    static func recordStarts(_ bytes: [UInt8]) -> [Int] {
        var starts: [Int] = []
        var offset = 0
        while offset < bytes.count {
            starts.append(offset)
            offset += Int(bytes[offset]) + Int(bytes[offset + 1]) << 8 + 16
        }
        return starts
    }

    static func steps(_ log: EventLog) -> [Int64] {
        guard let series = log.runs.first?.scalars("a") else { return [] }
        return (0..<series.count).map { series.steps[$0] }
    }

    static let name = "events.out.tfevents.1.host"

    @Test func truncatedTailWaitsForItsRest() throws {
        let bytes = try Self.sample(count: 3)
        let last = Self.recordStarts(bytes)[3]
        for cut in [last + 1, last + 11, last + 12, last + 20, bytes.count - 1] {
            let scratch = try Scratch()
            _ = try scratch.file(Self.name, Array(bytes[..<cut]))
            let log = EventLog([scratch.folder])
            _ = log.poll()
            #expect(Self.steps(log) == [0, 1])
            #expect(!log.poll().hasChanged)
            _ = try scratch.file(Self.name + ".x", [])
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.path(Self.name)))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data(bytes[cut...]))
            try handle.close()
            #expect(log.poll().hasChanged)
            #expect(Self.steps(log) == [0, 1, 2])
            #expect(log.runs.first?.damagedRecords == 0)
        }
    }

    @Test func damagedMessageIsLeftOutAndCounted() throws {
        var bytes = try Self.sample(count: 5)
        bytes[Self.recordStarts(bytes)[3] + 20] ^= 0x40
        let scratch = try Scratch()
        _ = try scratch.file(Self.name, bytes)
        let log = EventLog([scratch.folder])
        _ = log.poll()
        #expect(Self.steps(log) == [0, 1, 3, 4])
        #expect(log.runs.first?.damagedRecords == 1)
    }

    @Test func readerFindsTheNextRecordAfterADamagedLength() throws {
        var bytes = try Self.sample(count: 5)
        bytes[Self.recordStarts(bytes)[2] + 3] = 0x7F
        let scratch = try Scratch()
        _ = try scratch.file(Self.name, bytes)
        let log = EventLog([scratch.folder])
        _ = log.poll()
        #expect(Self.steps(log) == [0, 2, 3, 4])
        #expect(log.runs.first?.damagedRecords == 1)
    }

    @Test func rubbishBetweenRecordsCountsOnce() throws {
        let bytes = try Self.sample(count: 4)
        let start = Self.recordStarts(bytes)[3]
        let rubbish = [UInt8](repeating: 0, count: 5000)
        let scratch = try Scratch()
        _ = try scratch.file(Self.name, bytes[..<start] + rubbish + bytes[start...])
        let log = EventLog([scratch.folder])
        _ = log.poll()
        #expect(Self.steps(log) == [0, 1, 2, 3])
        #expect(log.runs.first?.damagedRecords == 1)
    }

    @Test func anyDamagedByteLosesAtMostTwoRecordsAndNeverInventsOne() throws {
        let whole = try Self.sample(count: 12)
        var random = SeededGenerator(seed: 5)
        for _ in 0..<400 {
            var bytes = whole
            bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
            let scratch = try Scratch()
            _ = try scratch.file(Self.name, bytes)
            let log = EventLog([scratch.folder])
            _ = log.poll()
            let steps = Self.steps(log)
            // A damaged length at the very end may look like a record still to come.
            #expect(steps.count >= 11)
            #expect(steps == steps.sorted() && Set(steps).isSubset(of: Set(0..<12)))
        }
    }

    @Test func runsAreFoundBelowTheFolderAndAppearWhileWatched() throws {
        let scratch = try Scratch()
        let first = try EventFileWriter(directory: scratch.path("one"))
        try first.add(scalar: 1, tag: "a", step: 1)
        try first.close()
        let log = EventLog([scratch.folder + "/"])
        #expect(log.poll().hasChanged)
        #expect(log.runs.map(\.name) == ["one"])
        #expect(!log.poll().hasChanged)
        let second = try EventFileWriter(directory: scratch.path("deep/er"))
        try second.close()
        #expect(log.poll().hasChanged)
        #expect(log.runs.map(\.name) == ["deep/er", "one"])
        try FileManager.default.removeItem(atPath: scratch.path("one"))
        #expect(log.poll().hasChanged)
        #expect(log.runs.map(\.name) == ["deep/er"])
    }

    @Test func replacedFileIsReadAnew() throws {
        let scratch = try Scratch()
        _ = try scratch.file(Self.name, Self.sample(count: 8))
        let log = EventLog([scratch.folder])
        _ = log.poll()
        #expect(Self.steps(log).count == 8)
        _ = try scratch.file(Self.name, Self.sample(count: 3))
        #expect(log.poll().hasChanged)
        #expect(Self.steps(log) == [0, 1, 2])
    }

    @Test func oneFileCanBeWatchedByItself() throws {
        let scratch = try Scratch()
        let path = try scratch.file(Self.name, Self.sample(count: 2))
        _ = try scratch.file(Self.name + ".2", Self.sample(count: 5))
        let log = EventLog([path])
        _ = log.poll()
        #expect(Self.steps(log) == [0, 1])
    }

    @Test func workIsDividedByTime() throws {
        let scratch = try Scratch()
        let writer = try EventFileWriter(directory: scratch.folder)
        for step in 0..<30_000 { try writer.add(scalar: Float(step), tag: "a", step: step, wallTime: 1) }
        try writer.close()
        let log = EventLog([scratch.folder])
        #expect(log.poll(for: .zero).isUnfinished)
        let part = Self.steps(log).count
        #expect(part > 0 && part < 30_000)
        while log.poll(for: .zero).isUnfinished {}
        #expect(Self.steps(log) == Array(0..<30_000))
    }

    @Test func nothingThereIsNoRun() {
        let log = EventLog(["/nonexistent/folder"])
        #expect(!log.poll().hasChanged)
        #expect(log.runs.isEmpty)
    }
}
