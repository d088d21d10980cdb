import Foundation
import Testing

@testable import Files

/// Event files that PyTorch, tensorboardX and TensorBoard wrote (Fixtures/TensorBoard/generate.py) give exactly what
/// TensorBoard's `EventAccumulator` reads from them.
@Suite struct EventFixtureTests {
    struct Expected {
        let scalars: [String: [[Any]]]
        let images: [String: [[Any]]]

        init(_ name: String) throws {
            let bytes = Data(try Fixture.bytes("TensorBoard/expected.json"))
            let all = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
            let part = try #require(all[name] as? [String: Any])
            scalars = try #require(part["scalars"] as? [String: [[Any]]])
            images = try #require(part["images"] as? [String: [[Any]]])
        }
    }

    /// The fixtures' names are none of event files, so that no dashboard takes the project's checkout for runs.
    static func run(_ name: String, in scratch: Scratch) throws -> RunData {
        let source = Fixture.path("TensorBoard/\(name)")
        let folder = scratch.path(name)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for file in try FileManager.default.contentsOfDirectory(atPath: source) {
            let link = "\(folder)/\(file.replacing("events.", with: "events.out.tfevents.170000000")).host"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "\(source)/\(file)")
        }
        let log = EventLog([folder])
        let progress = log.poll()
        #expect(progress.hasChanged && !progress.isUnfinished && progress.failures.isEmpty)
        return try #require(log.runs.first)
    }

    @Test(arguments: ["torch-simple", "torch-tensor", "tensorboardX", "resumed", "tensor-types"])
    func everyNumberIsTheOneThatTensorBoardReads(name: String) throws {
        let expected = try Expected(name)
        let scratch = try Scratch()
        let run = try Self.run(name, in: scratch)
        #expect(run.name == name)
        #expect(run.damagedRecords == 0)
        #expect(Set(run.scalars.map(\.tag)) == Set(expected.scalars.keys))
        for (tag, points) in expected.scalars {
            let series = try #require(run.scalars(tag))
            try #require(series.count == points.count)
            for (index, point) in points.enumerated() {
                #expect(series.steps[index] == (point[0] as? NSNumber)?.int64Value)
                #expect(series.wallTimes[index] == (point[1] as? NSNumber)?.doubleValue)
                let text = try #require(point[2] as? String)
                let value = try #require(Double(text), "\(text)")
                #expect(
                    series.values[index].bitPattern == value.bitPattern || (value.isNaN && series.values[index].isNaN))
            }
        }
    }

    @Test(arguments: ["torch-simple", "tensorboardX"])
    func picturesLieWhereTheReaderSays(name: String) throws {
        let expected = try Expected(name)
        let scratch = try Scratch()
        let run = try Self.run(name, in: scratch)
        #expect(Set(run.images.map(\.tag)) == Set(expected.images.keys))
        for (tag, entries) in expected.images {
            let series = try #require(run.images(tag))
            try #require(series.images.count == entries.count)
            for (image, entry) in zip(series.images, entries) {
                #expect(Int(image.step) == entry[0] as? Int)
                #expect(image.width == entry[2] as? Int)
                #expect(image.height == entry[3] as? Int)
                #expect(image.count == entry[4] as? Int)
                let picture = try image.picture()
                #expect((picture.width, picture.height) == (9, 6))
                // The generator's pattern: red 40·row + step, green 28·column, blue 9·step.
                let step = Int(image.step)
                let pixel = 3 * (9 * 2 + 5)
                #expect(Array(picture.rgb[pixel..<pixel + 3]) == [UInt8(80 + step), 140, UInt8(9 * step)])
            }
        }
    }

    @Test func samplesOfAnImageTensorBecomeTagsOfTheirOwn() throws {
        let scratch = try Scratch()
        let run = try Self.run("tensor-types", in: scratch)
        #expect(run.images.map(\.tag) == ["pictures", "pictures (2)"])
        for (sample, series) in run.images.enumerated() {
            #expect(series.images.map(\.step) == [2, 3])
            for image in series.images {
                #expect((image.width, image.height) == (9, 6))
                let picture = try image.picture()
                #expect(picture.rgb[0] == UInt8(Int(image.step) + sample))
            }
        }
    }

    @Test func textAndHistogramsAreNoNumbers() throws {
        let scratch = try Scratch()
        let run = try Self.run("torch-tensor", in: scratch)
        #expect(Set(run.scalars.map(\.tag)) == ["single", "double"])
        #expect(run.images.isEmpty)
    }

    @Test func theProjectHoldsNoRuns() {
        let folders = (0..<3).reduce(Fixture.path("TensorBoard")) { path, _ in
            String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.endIndex))
        }
        #expect(folders.hasSuffix("/Tests"))
        #expect(EventLog.files(in: folders) == [])
    }
}
