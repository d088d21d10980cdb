import Files
import Foundation
import MiniStyler
import Testing

@Suite struct EventSeriesTests {
    /// Two runs of event files with known numbers.
    private static func written() throws -> Workplace {
        let place = try Workplace()
        for (index, run) in ["a", "b"].enumerated() {
            let writer = try EventFileWriter(directory: place.path("runs/" + run))
            for step in 1...1500 {
                try writer.add(scalar: Float(step * (index + 1)) / 4, tag: "loss/style", step: step)
                if step % 2 == 0 { try writer.add(scalar: .nan, tag: "reward/step", step: step) }
            }
            try writer.close()
        }
        return place
    }

    @Test func runsTagsStepsAndValuesAreRead() throws {
        let place = try Self.written()
        let series = try EventSeries.read(place.path("runs"))
        #expect(series.map(\.run) == ["a", "a", "b", "b"])
        #expect(series.map(\.tag) == ["loss/style", "reward/step", "loss/style", "reward/step"])
        #expect(series[2].steps == Array(1...1500) && series[2].values == (1...1500).map { Double($0) / 2 })
        #expect(series[1].steps == Array(stride(from: 2, through: 1500, by: 2)))
        #expect(series[1].values.count == 750 && series[1].values.allSatisfy(\.isNaN))
        let now = Date().timeIntervalSince1970
        #expect(series[0].wallTimes.count == 1500 && series[0].wallTimes.allSatisfy { abs($0 - now) < 600 })
    }

    @Test func oneFileIsReadAlone() throws {
        let place = try Self.written()
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: place.path("runs/b")).first)
        let series = try EventSeries.read(place.path("runs/b/" + name))
        #expect(series.map(\.tag) == ["loss/style", "reward/step"] && series[0].values.last == 750)
    }

    @Test func otherFilesAreNamed() throws {
        let place = try Workplace()
        try Data(repeating: 7, count: 100).write(to: URL(fileURLWithPath: place.path("other")))
        #expect(try EventSeries.read(place.folder).isEmpty)
        for name in ["other", "gone"] {
            let error = #expect(throws: MiniStylerError.self) { try EventSeries.read(place.path(name)) }
            guard case .file(let sentence) = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(sentence.contains(place.path(name)), "\(sentence)")
        }
    }
}
