import Foundation
import ReferenceFiles
import Testing

@testable import Files

/// Colours with an ICC profile come out in sRGB.
@Suite struct ColourProfileTests {
    /// What the profile's numbers and those of sRGB make of a colour in [0, 1].
    private static func expected(_ colour: [Double], gamma: Double) -> [Double] {
        let linear = colour.map { pow($0, gamma) }
        let xyz = (0..<3).map { axis in (0..<3).reduce(0) { $0 + linear[$1] * HandmadeProfile.displayP3[$1][axis] } }
        // From XYZ at D50 to sRGB's primaries.
        let matrix = [
            [3.134136, -1.617386, -0.490662], [-0.978796, 1.916254, 0.033443], [0.071955, -0.228977, 1.405386],
        ]
        return matrix.map { row in encoded(zip(row, xyz).reduce(0) { $0 + $1.0 * $1.1 }) }
    }

    /// sRGB's curve.
    private static func encoded(_ linear: Double) -> Double {
        let value = min(max(linear, 0), 1)
        return value <= 0.0031308 ? 12.92 * value : 1.055 * pow(value, 1 / 2.4) - 0.055
    }

    /// Colours from the inside of sRGB's range and from its border.
    private static let colours: [[Double]] = [
        [0, 0, 0], [1, 1, 1], [0.5, 0.5, 0.5], [0.8, 0.4, 0.2], [0.2, 0.6, 0.4], [0.3, 0.3, 0.9], [1, 0, 0],
        [0.1, 0.1, 0.12],
    ]

    private static func chunk(_ profile: [UInt8]) -> (name: String, content: [UInt8]) {
        ("iCCP", Array("x".utf8) + [0, 0] + DeepPNG.stored(profile))
    }

    /// A PNG of 8 bits with a profile.
    private static func png(_ picture: Picture, _ profile: [UInt8]) throws -> [UInt8] {
        let file = try picture.encodedPNG()
        let chunk = chunk(profile)
        return Array(file[..<33]) + DeepPNG.chunk(chunk.name, chunk.content) + Array(file[33...])
    }

    private static let eightBits = Picture(
        width: colours.count, height: 1, rgb: colours.flatMap { $0.map { UInt8(($0 * 255).rounded()) } })

    /// The largest difference of 8-bit colours from what the profile's numbers say.
    private static func largestError(_ picture: Picture) -> Double {
        let stored = eightBits.rgb.map { Double($0) / 255 }
        let expected = stride(from: 0, to: stored.count, by: 3).flatMap {
            Self.expected(Array(stored[$0..<$0 + 3]), gamma: 2.19921875)
        }
        return zip(picture.rgb, expected).map { abs(Double($0) - 255 * $1) }.max() ?? .infinity
    }

    @Test func eightBitsAreConverted() throws {
        let picture = try Picture(decoding: Self.png(Self.eightBits, HandmadeProfile.rgb()), named: "a")
        #expect(Self.largestError(picture) < 1.5)
        // Red of Display P3 is beyond sRGB's: unconverted, the mid colours are as far off as 20 levels.
        #expect(Self.largestError(Self.eightBits) > 10)
    }

    @Test func sixteenBitsAreConverted() throws {
        let samples = Self.colours.flatMap { $0.map { UInt16(($0 * 65535).rounded()) } }
        let bytes = DeepPNG.bytes(
            width: Self.colours.count, height: 1, .colour, samples, chunks: [Self.chunk(HandmadeProfile.rgb())])
        let deep = try #require(Picture(decoding: bytes, named: "a").deep)
        let expected = Self.colours.flatMap { Self.expected($0, gamma: 2.19921875) }
        for (found, wanted) in zip(deep, expected) { #expect(abs(Double(found) / 65535 - wanted) < 0.004) }
    }

    @Test func otherFormatsAreConverted() throws {
        // Flat colours, which JPEG keeps.
        let flat = Picture(width: 16, height: 16, rgb: (0..<256).flatMap { _ in [204, 102, 51] as [UInt8] })
        let profile = HandmadeProfile.rgb()
        var jpeg = try flat.encodedJPEG()
        let length = UInt16(16 + profile.count)
        jpeg.insert(
            contentsOf: [0xFF, 0xE2] + DeepPNG.bigEndian(length) + Array("ICC_PROFILE".utf8) + [0, 1, 1] + profile,
            at: 20)
        var files = [jpeg, try Self.png(flat, profile)]
        #if WebP
            files.append(try WebPFile.adding([("ICCP", profile)], to: flat.encodedWebP(quality: 100)))
        #endif
        let expected = Self.expected([0.8, 0.4, 0.2], gamma: 2.19921875).map { 255 * $0 }
        for bytes in files {
            let picture = try Picture(decoding: bytes, named: "a")
            for (found, wanted) in zip(picture.rgb, expected) { #expect(abs(Double(found) - wanted) < 4) }
        }
    }

    @Test func opacityStaysAndColoursAreConvertedUnderIt() throws {
        let plain = try Picture(decoding: Self.png(Self.eightBits, HandmadeProfile.rgb()), named: "a")
        let alpha = (0..<Self.colours.count).map { UInt8(255 - 20 * $0) }
        // Stored straight, so that compositing is not part of what is converted.
        var samples: [UInt16] = []
        for index in 0..<Self.colours.count {
            samples += Self.eightBits.rgb[3 * index..<3 * index + 3].map { 257 * UInt16($0) }
            samples.append(257 * UInt16(alpha[index]))
        }
        let straight = DeepPNG.bytes(
            width: Self.colours.count, height: 1, .colourWithOpacity, samples,
            chunks: [Self.chunk(HandmadeProfile.rgb())])
        let read = try Picture(decoding: straight, named: "a")
        #expect(read.alpha == alpha)
        for index in 0..<read.rgb.count {
            let over = Pattern.overWhite(Int(plain.rgb[index]), opacity: Int(alpha[index / 3]))
            #expect(abs(Int(read.rgb[index]) - over) <= 2)
        }
    }

    @Test func greyIsConvertedAndItsProfileNamed() throws {
        let samples = (0...8).map { UInt16(8191 * $0) }
        let scratch = try Scratch()
        for form in [DeepPNG.Form.grey, .greyWithOpacity] {
            let stored = form == .grey ? samples : samples.flatMap { [$0, 65535] }
            let bytes = DeepPNG.bytes(
                width: samples.count, height: 1, form, stored, chunks: [Self.chunk(HandmadeProfile.grey(gamma: 1))])
            let path = try scratch.file("a.png", bytes)
            let picture = try Picture.read(path)
            for (index, sample) in samples.enumerated() {
                let wanted = 255 * Self.encoded(Double(sample) / 65535)
                #expect(picture.rgb[3 * index..<3 * index + 3].allSatisfy { abs(Double($0) - wanted) < 1.5 })
            }
            #expect(try ImageFacts.read(path).iccProfileName == "Handmade" && picture.alpha == nil)
        }
    }

    @Test func whatIsNoUsableProfileIsPassedOver() throws {
        // Without its curves; of grey for colours; that of sRGB by what it does.
        var broken = HandmadeProfile.rgb()
        let curve = try #require(broken.firstRange(of: Array("rTRC".utf8)))
        broken.replaceSubrange(curve, with: Array("xxxx".utf8))
        for profile in [broken, HandmadeProfile.grey(gamma: 1), try Fixture.bytes("profile.icc")] {
            #expect(try Picture(decoding: Self.png(Self.eightBits, profile), named: "a") == Self.eightBits)
        }
    }

    @Test func whatIsWrittenHasNoProfile() throws {
        let picture = try Picture(decoding: Self.png(Self.eightBits, HandmadeProfile.rgb()), named: "a")
        for bytes in [try picture.encodedPNG(), try picture.encodedJPEG()] {
            #expect(try Picture.decoded(bytes, named: "a").profile == nil)
        }
        #expect(try Picture(decoding: picture.encodedPNG(), named: "a") == picture)
    }

    /// One picture in Display P3 and in sRGB.
    @Test(.enabled(if: Shared.has("cases/images/s_p.png", "cases/images/s_srgb.png")))
    func aPictureLooksTheSameInBothSpaces() throws {
        let wide = try Picture.read(Shared.path("cases/images/s_p.png"))
        let plain = try Picture.read(Shared.path("cases/images/s_srgb.png"))
        let differences = zip(wide.rgb, plain.rgb).map { abs(Int($0) - Int($1)) }
        // At the border of sRGB a level of Display P3 is several.
        #expect(Double(differences.reduce(0, +)) / Double(differences.count) < 0.2)
        #expect(differences.count { $0 > 2 } < differences.count / 1000)
    }
}
