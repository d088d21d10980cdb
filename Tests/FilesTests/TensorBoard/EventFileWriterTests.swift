import Foundation
import Testing

@testable import Files

@Suite struct EventFileWriterTests {
    @Test func namesSortInTheOrderOfWriting() throws {
        let scratch = try Scratch()
        // More than ten within a second: 9 and 10 must not change places.
        let paths = try (0..<24).map { _ in try EventFileWriter(directory: scratch.folder).path }
        let names = paths.map { $0.split(separator: "/").last ?? "" }
        #expect(names == names.sorted())
        #expect(Set(names).count == 24)
    }

    @Test func whatIsWrittenIsReadBack() throws {
        let scratch = try Scratch()
        let writer = try EventFileWriter(directory: scratch.path("a/b"))
        let png = try Picture(width: 2, height: 1, rgb: [255, 0, 0, 0, 0, 255]).encodedPNG()
        for step in 0..<300 {
            try writer.add(
                scalar: Float(step) / 7, tag: "reward/step", step: step, wallTime: 1_700_000_000 + Double(step))
            try writer.add(scalar: -Float(step), tag: "λ/content", step: step)
        }
        try writer.add(image: png, width: 2, height: 1, tag: "sample/sequence", step: 299)
        try writer.close()
        let log = EventLog([scratch.folder])
        #expect(log.poll().failures.isEmpty)
        let run = try #require(log.runs.first)
        #expect(run.name == "a/b")
        let rewards = try #require(run.scalars("reward/step"))
        #expect(rewards.count == 300)
        for step in 0..<300 {
            #expect(rewards.steps[step] == Int64(step))
            #expect(rewards.wallTimes[step] == 1_700_000_000 + Double(step))
            #expect(rewards.values[step] == Double(Float(step) / 7))
        }
        let weights = try #require(run.scalars("λ/content"))
        #expect(weights.values[299] == -299)
        #expect(abs(weights.wallTimes[299] - Date().timeIntervalSince1970) < 60)
        let image = try #require(run.images("sample/sequence")?.images.first)
        #expect(try image.bytes() == png)
        #expect((image.step, image.width, image.height) == (299, 2, 1))
    }

    /// The bytes of the first event as TensorFlow writes them, time apart.
    @Test func fileBeginsWithItsVersion() throws {
        let scratch = try Scratch()
        let writer = try EventFileWriter(directory: scratch.folder)
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: writer.path)))
        #expect(Array(bytes[0..<8]) == [24, 0, 0, 0, 0, 0, 0, 0])
        // The masked checksum of a length of 24, as every TensorBoard event file has it.
        #expect(Array(bytes[8..<12]) == [0xA3, 0x7F, 0x4B, 0x22])
        #expect(bytes[12] == 0x09)
        #expect(Array(bytes[21..<36]) == [0x1A, 13] + Array("brain.Event:2".utf8))
        #expect(bytes.count == 40)
        let name = try #require(writer.path.split(separator: "/").last)
        #expect(name.wholeMatch(of: /events\.out\.tfevents\.\d{10}\..+\.\d+\.\d+/) != nil)
    }

    @Test func eventsAreHeldBackUntilFlush() throws {
        let scratch = try Scratch()
        let writer = try EventFileWriter(directory: scratch.folder, flushInterval: .seconds(1000))
        let log = EventLog([scratch.folder])
        _ = log.poll()
        try writer.add(scalar: 1, tag: "a", step: 1)
        #expect(!log.poll().hasChanged)
        try writer.flush()
        #expect(log.poll().hasChanged)
        #expect(log.runs.first?.scalars("a")?.count == 1)
    }

    @Test func intervalOfZeroWritesAtOnce() throws {
        let scratch = try Scratch()
        let writer = try EventFileWriter(directory: scratch.folder, flushInterval: .zero)
        let log = EventLog([scratch.folder])
        try writer.add(scalar: 1, tag: "a", step: 1)
        _ = log.poll()
        #expect(log.runs.first?.scalars("a")?.count == 1)
    }

    @Test func resumedRunHidesWhatItWritesAnew() throws {
        let scratch = try Scratch()
        let first = try EventFileWriter(directory: scratch.folder)
        for step in 0..<20 { try first.add(scalar: Float(step), tag: "a", step: step) }
        try first.close()
        let second = try EventFileWriter(directory: scratch.folder, resumedAtStep: 12)
        for step in 12..<15 { try second.add(scalar: Float(-step), tag: "a", step: step) }
        try second.close()
        #expect(first.path < second.path)
        let log = EventLog([scratch.folder])
        _ = log.poll()
        let series = try #require(log.runs.first?.scalars("a"))
        #expect((0..<series.count).map { series.steps[$0] } == Array(0..<15))
        #expect(series.values[11] == 11)
        #expect(series.values[12] == -12)
    }

    @Test func unwritableFolderIsNamed() throws {
        let scratch = try Scratch()
        let file = try scratch.file("plain", [1])
        let error = #expect(throws: FileError.self) { try EventFileWriter(directory: file + "/run") }
        #expect(error?.description.contains("plain/run") == true)
    }
}
