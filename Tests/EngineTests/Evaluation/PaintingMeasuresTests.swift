import Files
import Foundation
import Testing

@testable import Engine

/// The measures of painting against `Painting/measures.py`, which computes them apart from this program.
@Suite struct PaintingMeasuresTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Painting"

    private static func picture(_ name: String) throws -> Picture { try Picture.read("\(folder)/\(name).png") }

    @Test(arguments: ["colour", "ink"]) func agreesWithAnotherComputation(name: String) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(Self.folder)/expected.json"))
        let all = try JSONDecoder().decode([String: [String: Double]].self, from: data)
        let expected = try #require(all[name])
        let found = try PaintingMeasures(
            content: try Self.picture("\(name)-content"), style: try Self.picture("\(name)-style")
        ).measure(try Self.picture("\(name)-frame"))
        let values = [
            "palette": found.palette, "hue": found.hue, "foreign": found.foreign, "edges": found.edges,
            "strokes": found.strokes, "chroma": found.chroma,
        ]
        #expect(Set(values.keys) == Set(expected.keys))
        for (measure, value) in values {
            let right = try #require(expected[measure])
            #expect(right > 0 && abs(value - right) <= 1e-3 * right, "\(measure): \(value) instead of \(right)")
        }
    }

    @Test func edgesAreMeasuredFromFourteenPixelsOn() throws {
        let style = try Self.picture("colour-style")
        let cut = { (width: Int, height: Int) in style.cropped(x: 3, y: 2, width: width, height: height) }
        let found = try PaintingMeasures(content: cut(14, 14), style: style).measure(cut(14, 14))
        #expect(found.edges.isFinite && found.edges < 1e-3 && found.strokes.isFinite)
        for (width, height) in [(13, 20), (20, 13)] {
            #expect {
                try PaintingMeasures(content: cut(width, height), style: style)
            } throws: {
                "\($0)".contains("content of \(width)×\(height) pixels") && "\($0)".contains("14 pixels each way")
            }
        }
    }

    @Test func aFrameThatIsTheStyleHasItsColoursAndStrokes() throws {
        let style = try Self.picture("colour-style")
        let found = try PaintingMeasures(content: style, style: style).measure(style)
        #expect(found.palette == 0 && found.hue == 0 && found.foreign == 0 && found.strokes == 0)
        #expect(found.edges < 1e-3 && found.chroma == 1)
    }
}
