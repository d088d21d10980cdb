import Files
import Foundation
import Testing

@testable import Terminal

struct ImageEncoderTests {
    /// Red grows to the right, green downwards, blue in rings: asymmetric in every way.
    static func pattern(width: Int, height: Int) -> Bitmap {
        var rgb: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                rgb += [UInt8(255 * x / width), UInt8(255 * y / height), UInt8((x * x + 2 * y * y) / 40 & 127)]
            }
        }
        return Bitmap(width: width, height: height, rgb: rgb)
    }

    /// The different colours, as sixel tells them: in hundredths.
    private func percentages(_ rgb: [UInt8]) -> Set<[Int]> {
        var colors: Set<[Int]> = []
        for start in stride(from: 0, to: rgb.count, by: 3) {
            colors.insert(rgb[start..<start + 3].map { (Int($0) * 100 + 127) / 255 })
        }
        return colors
    }

    private func meanDifference(_ one: [UInt8], _ other: [UInt8]) -> Double {
        Double(zip(one, other).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }) / Double(one.count)
    }

    /// Means over 4 × 4 pixels, which error diffusion keeps.
    private func smoothed(_ rgb: [UInt8], _ size: PixelSize) -> [UInt8] {
        let bitmap = Bitmap(width: size.width, height: size.height, rgb: rgb)
        return ImageScaler.scaled(
            bitmap, source: PixelRect(x: 0, y: 0, width: size.width, height: size.height),
            to: PixelSize(width: size.width / 4, height: size.height / 4))
    }

    @Test(arguments: [ImageQuality.draft, .refined, .steady])
    func sixelShowsThePicture(quality: ImageQuality) throws {
        let bitmap = ImageEncoderTests.pattern(width: 61, height: 47)
        let size = PixelSize(width: 61, height: 47)
        let decoded = try SixelDecoder(
            SixelEncoder.encode(bitmap.rgb, size: size, colors: 256, quality: quality))
        #expect(decoded.width == 61 && decoded.height == 47)
        #expect(decoded.isSet.allSatisfy { $0 })
        #expect(decoded.colorCount <= 256 && decoded.colorCount > 64)
        #expect(meanDifference(decoded.rgb, bitmap.rgb) < 9)
        #expect(meanDifference(smoothed(decoded.rgb, size), smoothed(bitmap.rgb, size)) < 4)
    }

    @Test func sixelKeepsFewColorsExactly() throws {
        let colors: [[UInt8]] = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]]
        let rgb = (0..<63).flatMap { (index: Int) -> [UInt8] in colors[(index * 5 + index / 7) % 4] }
        let decoded = try SixelDecoder(
            SixelEncoder.encode(rgb, size: PixelSize(width: 7, height: 9), colors: 256, quality: .draft))
        #expect(decoded.rgb == rgb)
    }

    @Test func sixelStaysWithinATerminalsColors() throws {
        let bitmap = ImageEncoderTests.pattern(width: 40, height: 40)
        let decoded = try SixelDecoder(
            SixelEncoder.encode(
                bitmap.rgb, size: PixelSize(width: 40, height: 40), colors: 16, quality: .refined))
        #expect(decoded.colorCount <= 16)
    }

    @Test(arguments: [(1, 1), (1, 7), (6, 6), (5, 13), (300, 2)])
    func sixelTakesAnySize(width: Int, height: Int) throws {
        let bitmap = ImageEncoderTests.pattern(width: width, height: height)
        let bytes = SixelEncoder.encode(
            bitmap.rgb, size: PixelSize(width: width, height: height), colors: 256, quality: .refined)
        let decoded = try SixelDecoder(bytes)
        #expect(decoded.width == width && decoded.height == height && decoded.isSet.allSatisfy { $0 })
    }

    @Test func sequencesShareAPaletteWhereAsked() throws {
        let first = ImageEncoderTests.pattern(width: 48, height: 48)
        let palette = SixelEncoder.palette(of: first, colors: 256)
        let other = Bitmap(width: 48, height: 48, rgb: first.rgb.map { $0 / 16 * 15 })
        let size = PixelSize(width: 48, height: 48)
        let decoded = try SixelDecoder(
            SixelEncoder.encode(other.rgb, size: size, colors: 256, quality: .refined, palette: palette))
        #expect(meanDifference(smoothed(decoded.rgb, size), smoothed(other.rgb, size)) < 5)
        // Sixel tells colours in hundredths.
        #expect(decoded.colorCount > 200 && palette.count == 3 * 256)
        let allowed = percentages(palette)
        let used = percentages(decoded.rgb)
        #expect(used.count > 128)
        #expect(used.isSubset(of: allowed))
    }

    @Test(arguments: [1, 2, 3, 16, 100, 255, 256])
    func sharedPalettesMayHaveAnyCount(count: Int) throws {
        let palette = (0..<3 * count).map { UInt8(truncatingIfNeeded: $0 * 91) }
        let size = PixelSize(width: 30, height: 20)
        let pixels = ImageEncoderTests.pattern(width: 30, height: 20).rgb
        let decoded = try SixelDecoder(
            SixelEncoder.encode(pixels, size: size, colors: 256, quality: .draft, palette: palette))
        #expect(decoded.colorCount <= count && percentages(decoded.rgb).isSubset(of: percentages(palette)))
    }

    @Test func inlinePicturesCarryTheirPixels() throws {
        let size = PixelSize(width: 30, height: 20)
        let pixels = ImageEncoderTests.pattern(width: 30, height: 20).rgb
        let text = String(decoding: InlineEncoder.encode(pixels, size: size), as: UTF8.self)
        let match = try #require(
            text.wholeMatch(
                of: #/\u{1B}\]1337;File=inline=1;size=(\d+);width=30px;height=20px;.*:([A-Za-z0-9+\/=]+)\u{07}/#))
        let file = try #require(Data(base64Encoded: String(match.2)))
        #expect(file.count == Int(match.1))
        #expect(try Picture(decoding: Array(file), named: "inline").rgb == pixels)
    }

    @Test func paletteEntriesAreTheirOwnNearest() {
        for index in UInt8(16)...255 {
            let (red, green, blue) = StandardPalette.rgb(index)
            let nearest = StandardPalette.rgb(StandardPalette.nearest256(red, green, blue))
            #expect(nearest == (red, green, blue))
        }
    }

    @Test func charactersAreAsDarkAsThePicture() {
        let rgb = [UInt8](repeating: 0, count: 12) + [UInt8](repeating: 255, count: 12)
        let size = PixelSize(width: 4, height: 2)
        #expect(CharacterEncoder.encode(rgb, size: size, darkBackground: true) == ["    ", "@@@@"])
        #expect(CharacterEncoder.encode(rgb, size: size, darkBackground: false) == ["@@@@", "    "])
        let grey = CharacterEncoder.encode(
            [UInt8](repeating: 128, count: 3 * 64), size: PixelSize(width: 8, height: 8), darkBackground: true)
        #expect(Set(grey.joined()) == ["=", "+"])
    }

    @Test func shrinkingAveragesAreas() {
        let bitmap = Bitmap(width: 4, height: 2, rgb: [0, 100, 40, 60, 20, 80, 10, 30].flatMap { [$0, $0, 0] })
        let whole = PixelRect(x: 0, y: 0, width: 4, height: 2)
        #expect(
            ImageScaler.scaled(bitmap, source: whole, to: PixelSize(width: 2, height: 1)) == [50, 50, 0, 35, 35, 0])
        // 4 → 3: each takes one and a third pixels.
        let thirds = ImageScaler.scaled(
            Bitmap(width: 4, height: 1, rgb: [0, 90, 90, 0].flatMap { [$0, 0, 0] }),
            source: PixelRect(x: 0, y: 0, width: 4, height: 1), to: PixelSize(width: 3, height: 1))
        #expect(stride(from: 0, to: 9, by: 3).map { thirds[$0] } == [23, 90, 23])
    }

    @Test func growingInterpolates() {
        let bitmap = Bitmap(width: 2, height: 1, rgb: [0, 0, 0, 200, 0, 0])
        let grown = ImageScaler.scaled(
            bitmap, source: PixelRect(x: 0, y: 0, width: 2, height: 1), to: PixelSize(width: 4, height: 1))
        #expect(stride(from: 0, to: 12, by: 3).map { grown[$0] } == [0, 50, 150, 200])
    }

    @Test func cropsAreExact() {
        let bitmap = ImageEncoderTests.pattern(width: 9, height: 8)
        let crop = ImageScaler.scaled(
            bitmap, source: PixelRect(x: 2, y: 3, width: 4, height: 5), to: PixelSize(width: 4, height: 5))
        #expect(crop.count == 60)
        for y in 0..<5 {
            for index in 0..<12 { #expect(crop[y * 12 + index] == bitmap.rgb[3 * ((y + 3) * 9 + 2) + index]) }
        }
    }
}
