import Foundation
import Testing

@testable import Files

/// What a run has logged besides numbers and pictures.
@Suite struct EventKindsTests {
    /// A field of bytes, shorter than 128.
    private func field(_ number: Int, _ bytes: [UInt8]) -> [UInt8] {
        [UInt8(number << 3 | 2), UInt8(bytes.count)] + bytes
    }

    private func data(_ values: [[UInt8]]) -> RunData {
        let collector = EventCollector()
        for value in values {
            // The step, and a summary of one value.
            let message: [UInt8] = [0x10, 1] + field(EventField.Event.summary, field(EventField.Summary.value, value))
            message.withUnsafeBytes { collector.take($0, at: 0, of: "events") }
        }
        return collector.data(name: "run", folder: "/run", damagedRecords: 0, modified: nil, revision: 1)
    }

    private func tag(_ name: String) -> [UInt8] { field(EventField.Value.tag, Array(name.utf8)) }

    private func plugin(_ name: String) -> [UInt8] {
        field(
            EventField.Value.metadata,
            field(EventField.Metadata.pluginData, field(EventField.Metadata.pluginName, Array(name.utf8))))
    }

    @Test func theirTagsAreCountedByKind() {
        let tensor = field(EventField.Value.tensor, [0x08, 1])
        let run = data([
            tag("weights") + field(EventField.Value.histogram, []),
            tag("weights") + field(EventField.Value.histogram, []),
            tag("biases") + plugin("histograms") + tensor, tag("notes") + plugin("text") + tensor,
            tag("sound") + field(EventField.Value.audio, []), tag("nothing") + plugin("scalars"),
        ])
        #expect(run.scalars.isEmpty && run.images.isEmpty)
        #expect(run.others == ["histograms": 2, "text": 1, "audio": 1])
    }

    @Test func numbersAreNoOtherKind() {
        let run = data([tag("loss") + [0x15, 0, 0, 0x80, 0x3F], tag("loss") + field(EventField.Value.histogram, [])])
        #expect(run.scalars.map(\.tag) == ["loss"] && run.others.isEmpty)
    }

    @Test func aRunTellsWhenItsFilesWereWritten() throws {
        let folder = NSTemporaryDirectory() + "ministyler-kinds-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let writer = try EventFileWriter(directory: folder)
        try writer.close()
        let time = Date(timeIntervalSince1970: 1_600_000_000)
        try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: writer.path)
        let log = EventLog([folder])
        _ = log.poll()
        #expect(log.runs.first?.modified == 1_600_000_000 && log.runs.first?.wallTimes == nil)
    }
}
