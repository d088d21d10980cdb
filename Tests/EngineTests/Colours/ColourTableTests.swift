import Files
import Foundation
import Testing

@testable import Engine

/// The style's palette, taken by a frame.
@Suite struct ColourTableTests {
    static func painting(_ name: String) throws -> Picture {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/../Evaluation/Painting"
        return try Picture.read("\(folder)/\(name).png")
    }

    /// 16³ colours, evenly spread over all there are.
    static let lattice: Picture = {
        var rgb: [UInt8] = []
        for index in 0..<4096 {
            for part in [index / 256, index / 16 % 16, index % 16] { rgb.append(UInt8(17 * part)) }
        }
        return Picture(width: 64, height: 64, rgb: rgb)
    }()

    private func row(of image: FloatImage, by table: ColourTable, share: Float) -> [Float] {
        var row = image.planes
        row.withUnsafeMutableBufferPointer { table.apply(to: $0, share: share) }
        return row
    }

    private func taken(_ frame: Picture, _ style: Picture, share: Double = 1) -> Picture {
        ColourGrading(ColourOptions(take: share), style: style).picture(of: FloatImage(frame), content: frame)
    }

    @Test func theIdentityLeavesColoursAsTheyAre() {
        let image = FloatImage(Self.lattice)
        for (value, expected) in zip(row(of: image, by: .identity, share: 1), image.planes) {
            #expect(abs(value - expected) <= 1e-6)
        }
        #expect(ColourTable.identity.nodes.count == 35_937)
    }

    @Test func rotationsAreOrthogonalAndOfLengthOne() {
        #expect(Palette.axes.count == 24)
        for axes in Palette.axes {
            for (i, one) in axes.enumerated() {
                for (j, other) in axes.enumerated() {
                    #expect(abs(Palette.dot(one, other) - (i == j ? 1 : 0)) < 1e-6)
                }
            }
        }
    }

    @Test(arguments: ["colour-style", "ink-style"]) func aFrameOfTheStylesColoursKeepsItsOwn(name: String) throws {
        let style = try Self.painting(name)
        #expect(ColourTable(from: FloatImage(style), to: Palette(style)) == .identity)
        // The same pixels in another order and extent.
        let pixels = (0..<style.width * style.height).reversed().flatMap { style.rgb[3 * $0..<3 * $0 + 3] }
        let turned = Picture(width: style.height, height: style.width, rgb: Array(pixels))
        for (one, other) in zip(taken(turned, style).rgb, turned.rgb) { #expect(abs(Int(one) - Int(other)) <= 1) }
    }

    @Test(arguments: ["colour", "ink"]) func meansAndDeviationsBecomeTheStyles(name: String) throws {
        let (frame, style) = (try Self.painting("\(name)-frame"), try Self.painting("\(name)-style"))
        func moments(_ picture: Picture, _ channel: Int) -> (mean: Double, deviation: Double) {
            let values = stride(from: channel, to: picture.rgb.count, by: 3).map { Double(picture.rgb[$0]) }
            let mean = values.reduce(0, +) / Double(values.count)
            return (mean, (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot())
        }
        let result = taken(frame, style)
        var farthest = 0.0
        for channel in 0..<3 {
            let (found, right) = (moments(result, channel), moments(style, channel))
            #expect(abs(found.mean - right.mean) < 0.5 && abs(found.deviation - right.deviation) < 0.5)
            farthest = max(farthest, abs(moments(frame, channel).deviation - right.deviation))
        }
        #expect(farthest > 5, "nothing was to be done")
    }

    @Test(arguments: ["colour", "ink"]) func foreignColoursGo(name: String) throws {
        let style = try Self.painting("\(name)-style")
        let (frame, content) = (try Self.painting("\(name)-frame"), try Self.painting("\(name)-content"))
        let measures = try PaintingMeasures(content: content, style: style)
        let shares = [0, 0.5, 1].map { measures.measure(taken(frame, style, share: $0)) }
        #expect(shares[0] == measures.measure(frame))
        #expect(shares[0].foreign > 5 && shares[2].foreign < 0.1)
        #expect(shares[1].palette < 0.7 * shares[0].palette && shares[2].palette < 0.2 * shares[0].palette)
    }

    @Test func twoTablesOfTheSamePicturesAreTheSame() throws {
        let (frame, style) = (FloatImage(try Self.painting("colour-frame")), try Self.painting("ink-style"))
        let table = ColourTable(from: frame, to: Palette(style))
        #expect(table == ColourTable(from: frame, to: Palette(style)) && table != .identity)
    }

    @Test func equalColoursStayEqual() {
        let grey = Picture(width: 16, height: 16, rgb: [UInt8](repeating: 128, count: 768))
        let halves = Picture(width: 2, height: 1, rgb: [0, 0, 0, 200, 100, 50])
        // To the middle of where they would go one by one.
        let result = taken(grey, halves).rgb
        for (index, value) in result.enumerated() { #expect(abs(Int(value) - [100, 50, 25][index % 3]) <= 1) }
        #expect(Set(result).count == 3)
    }

    @Test func aPaletteOfAnotherNumberOfPixelsIsReached() {
        func halves(_ count: Int, _ dark: UInt8, _ light: UInt8) -> Picture {
            let rgb = (0..<count).flatMap { [UInt8](repeating: $0 % 2 == 0 ? dark : light, count: 3) }
            return Picture(width: count, height: 1, rgb: rgb)
        }
        let result = taken(halves(256, 0, 255), halves(200, 50, 200)).rgb
        for (one, other) in zip(result, halves(256, 50, 200).rgb) { #expect(abs(Int(one) - Int(other)) <= 1) }
    }

    @Test func samplesAreSpreadOverALargePicture() {
        let (width, height) = (640, 480)
        let planes = (0..<3 * width * height).map { index in
            let pixel = index % (width * height)
            return Float(pixel % width) / Float(width)
        }
        let samples = FloatImage(width: width, height: height, planes: planes).withPlanarView { $0.samples(65_536) }
        #expect(samples.count == 65_536)
        var columns = [Int](repeating: 0, count: width)
        for sample in samples { columns[Int((sample.x * Float(width)).rounded())] += 1 }
        #expect(columns.min()! > 80 && columns.max()! < 125)
    }
}
