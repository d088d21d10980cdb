import Foundation
import SeededInputs
import Testing

@testable import Files

/// PNGs of 16 bits keep them in `deep`, which `rgb` shows rounded.
@Suite struct DepthTests {
    private static let width = 4096
    private static let height = 8
    /// Red rises through 4096 levels, green falls, blue has every bit in it.
    private static let gradient: [UInt16] = (0..<height).flatMap { y in
        (0..<width).flatMap { x -> [UInt16] in
            let level = UInt16(x * 65535 / (width - 1))
            return [level, 65535 - level, UInt16(truncatingIfNeeded: 40503 * x + 9973 * y)]
        }
    }
    private static let picture = Picture(width: width, height: height, deep: gradient)

    private static func rounded(_ deep: [UInt16]) -> [UInt8] { deep.map { UInt8((Double($0) / 257).rounded()) } }

    /// Numbers of 16 bits.
    private static func noise(_ count: Int) -> [UInt16] {
        var generator = SeededGenerator(seed: 16)
        return (0..<count).map { _ in UInt16.random(in: 0...65535, using: &generator) }
    }

    @Test func theHeaderTellsOfSixteenBits() throws {
        let folder = NSTemporaryDirectory() + "depth-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let deep = DeepPNG.bytes(width: Self.width, height: Self.height, .colour, Self.gradient)
        let flat = try Picture(width: 1, height: 1, rgb: [1, 2, 3]).encodedPNG()
        for (name, bytes, isDeep) in [("a.png", deep, true), ("b.png", flat, false), ("c.jpg", [0xFF, 0xD8], false)] {
            try AtomicFile.write(bytes, to: "\(folder)/\(name)")
            #expect(try Picture.hasSixteenBits("\(folder)/\(name)") == isDeep)
        }
    }

    @Test func colourIsExact() throws {
        let file = DeepPNG.bytes(width: Self.width, height: Self.height, .colour, Self.gradient)
        let picture = try Picture(decoding: file, named: "")
        #expect(picture.deep == Self.gradient)
        #expect(picture.rgb == Self.rounded(Self.gradient))
        #expect(picture.alpha == nil)
        let reds = stride(from: 0, to: 3 * Self.width, by: 3).compactMap { picture.deep?[$0] }
        #expect(Set(reds).count == 4096)
    }

    @Test func greyBecomesEqualChannels() throws {
        let samples = Self.noise(20 * 10)
        let picture = try Picture(decoding: DeepPNG.bytes(width: 20, height: 10, .grey, samples), named: "")
        #expect(picture.deep == samples.flatMap { [$0, $0, $0] })
    }

    @Test(arguments: [DeepPNG.Form.greyWithOpacity, .colourWithOpacity])
    func opacityIsCompositedOverWhiteWithAllBits(form: DeepPNG.Form) throws {
        let samples = Self.noise(20 * 10 * form.channels)
        let picture = try Picture(decoding: DeepPNG.bytes(width: 20, height: 10, form, samples), named: "")
        var (deep, opacity): ([UInt16], [UInt16]) = ([], [])
        for pixel in 0..<200 {
            let channels = samples[pixel * form.channels..<(pixel + 1) * form.channels]
            let alpha = channels[channels.endIndex - 1]
            opacity.append(alpha)
            for channel in 0..<3 {
                let colour = channels[channels.startIndex + (form == .greyWithOpacity ? 0 : channel)]
                let share = Double(alpha) / 65535
                deep.append(UInt16((share * Double(colour) + (1 - share) * 65535).rounded()))
            }
        }
        #expect(picture.deep == deep)
        #expect(picture.rgb == Self.rounded(deep))
        #expect(picture.alpha == Self.rounded(opacity))
    }

    @Test func aTransparentColourIsTheOneThatAgreesInAllBits() throws {
        let samples: [UInt16] = [0x1234, 0x1233, 0x1234, 0x1235]
        let file = DeepPNG.bytes(
            width: 4, height: 1, .grey, samples, chunks: [("tRNS", DeepPNG.bigEndian(0x1235 as UInt16))])
        let picture = try Picture(decoding: file, named: "")
        #expect(picture.deep == [0x1234, 0x1233, 0x1234, 65535].flatMap { [$0, $0, $0] })
        #expect(picture.alpha == [255, 255, 255, 0])
    }

    @Test func linearGammaIsBroughtToTheScreensWithAllBits() throws {
        let samples = (0..<4096).map { UInt16(16 * $0 + 9) }
        let file = DeepPNG.bytes(
            width: 4096, height: 1, .grey, samples, chunks: [("gAMA", DeepPNG.bigEndian(100_000 as UInt32))])
        let deep = try #require(try Picture(decoding: file, named: "").deep)
        for (index, sample) in samples.enumerated() {
            let expected = 65535 * pow(Double(sample) / 65535, 1 / 2.2)
            #expect(abs(Double(deep[3 * index]) - expected) <= 2)
        }
    }

    @Test(arguments: ["rgb8.png", "rgb16.png", "grey8.png", "grey16.png", "rgba8.png", "palette8-trns.png"])
    func whatEightBitsHoldHasNoMore(name: String) throws {
        #expect(try Picture.read(Fixture.path(name)).deep == nil)
    }

    @Test func everyValueIsShownAsTheNearest() {
        let all = (0...65535).map { UInt16($0) }
        let picture = Picture(width: 256, height: 256, deep: all.flatMap { [$0, $0, $0] })
        #expect(stride(from: 0, to: picture.rgb.count, by: 3).map { picture.rgb[$0] } == Self.rounded(all))
    }

    @Test func lanczosAgreesWithDoublePrecision() throws {
        let (width, height) = (Self.width / 2, Self.height / 2)
        let half = try #require(Self.picture.resized(shortSide: height).deep)
        var worst = 0.0
        for channel in 0..<3 {
            let rows = (0..<Self.height).map { y in
                Self.resampled(from: Self.width, to: width) { x in
                    Double(Self.gradient[3 * (y * Self.width + x) + channel])
                }
            }
            for x in 0..<width {
                let column = Self.resampled(from: Self.height, to: height) { rows[$0][x] }
                for y in 0..<height {
                    worst = max(worst, abs(Double(half[3 * (y * width + x) + channel]) - column[y]))
                }
            }
        }
        // Each axis rounds once.
        #expect(worst < 1.5)
        #expect(Set(stride(from: 0, to: 3 * width, by: 3).map { half[$0] }).count > 2000)
    }

    /// The Lanczos filter by its definition, each result within 16 bits but not rounded.
    private static func resampled(from source: Int, to target: Int, _ value: (Int) -> Double) -> [Double] {
        func sinc(_ x: Double) -> Double { x == 0 ? 1 : sin(x * .pi) / (x * .pi) }
        let scale = Double(source) / Double(target)
        return (0..<target).map { index in
            let centre = (Double(index) + 0.5) * scale
            var (sum, total) = (0.0, 0.0)
            for place in max(0, Int(centre - 3 * scale))..<min(source, Int(centre + 3 * scale) + 1) {
                let x = (Double(place) + 0.5 - centre) / scale
                guard abs(x) < 3 else { continue }
                sum += sinc(x) * sinc(x / 3) * value(place)
                total += sinc(x) * sinc(x / 3)
            }
            return min(max(0, sum / total), 65535)
        }
    }

    @Test func opacityIsScaledBesideDeepColours() {
        let alpha = (0..<Self.width * Self.height).map { UInt8(truncatingIfNeeded: $0) }
        let deep = Picture(width: Self.width, height: Self.height, deep: Self.gradient, alpha: alpha)
        let flat = Picture(width: Self.width, height: Self.height, rgb: deep.rgb, alpha: alpha)
        #expect(deep.resized(shortSide: 4).alpha == flat.resized(shortSide: 4).alpha)
    }

    @Test func cropsTakeTheRightPixels() {
        let crop = Self.picture.cropped(x: 1000, y: 2, width: 3, height: 2)
        let (first, second) = (3 * (2 * Self.width + 1000), 3 * (3 * Self.width + 1000))
        let expected = Array(Self.gradient[first..<first + 9] + Self.gradient[second..<second + 9])
        #expect(crop.deep == expected)
        #expect(crop.rgb == Self.rounded(expected))
    }

    /// Every pixel tells its number, with 8 bits and with 16.
    @Test(arguments: 1...8) func orientationTurnsBothAlike(value: UInt16) throws {
        let orientation = try #require(Orientation(rawValue: value))
        let numbers = (0..<Pattern.width * Pattern.height).flatMap { [$0, $0, $0] }
        let flat = Picture(width: Pattern.width, height: Pattern.height, rgb: numbers.map { UInt8($0) })
        let deep = Picture(width: Pattern.width, height: Pattern.height, deep: numbers.map { UInt16(501 * $0) })
        let (turned, turnedDeep) = (orientation.applied(to: flat), orientation.applied(to: deep))
        #expect((turnedDeep.width, turnedDeep.height) == (turned.width, turned.height))
        #expect(turnedDeep.deep == turned.rgb.map { 501 * UInt16($0) })
    }

    @Test func whatIsWrittenOrShownSmallHasEightBits() throws {
        let png = try Self.picture.encodedPNG()
        #expect(png[24] == 8)
        var flat = Self.picture
        flat.reduceToEightBits()
        #expect(flat == Picture(width: Self.width, height: Self.height, rgb: Self.picture.rgb))
        #expect(try Picture(decoding: png, named: "") == flat)
        #expect(
            Self.picture.thumbnail(maxWidth: 512, maxHeight: 512) == flat.thumbnail(maxWidth: 512, maxHeight: 512))
    }
}
