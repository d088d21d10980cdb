import Testing

@testable import Files

@Suite struct EncodingTests {
    @Test func pngRoundTripsExactly() throws {
        let picture = Picture(width: 37, height: 23, rgb: Pattern.noise(width: 37, height: 23))
        #expect(try Picture(decoding: picture.encodedPNG(), named: "") == picture)
    }

    @Test func opacityRoundTripsExactly() throws {
        for name in ["rgba8.png", "palette8-trns.png", "grey8-alpha.png"] {
            let picture = try Picture.read(Fixture.path(name))
            #expect(try Picture(decoding: picture.encodedPNG(), named: "") == picture)
        }
    }

    @Test func coloursThatOpacityCannotReachBecomeTheNearest() throws {
        // Half transparent over white is never darker than 127.
        let picture = Picture(width: 2, height: 1, rgb: [0, 127, 255, 9, 9, 9], alpha: [128, 0])
        let read = try Picture(decoding: picture.encodedPNG(), named: "")
        #expect(read.rgb == [127, 127, 255, 255, 255, 255])
        #expect(read.alpha == [128, 0])
    }

    @Test func jpegKeepsColours() throws {
        let picture = Pattern.quarters
        let read = try Picture(decoding: picture.encodedJPEG(), named: "")
        #expect(Pattern.largestDifference(read.rgb, picture.rgb) <= 4)
        #expect(try picture.encodedJPEG(quality: 30).count < picture.encodedJPEG(quality: 95).count)
    }

    @Test func aKeywordThatPNGForbidsIsAnError() {
        for keyword in ["", " a", "é", String(repeating: "k", count: 80)] {
            #expect(throws: FileError.self) { try Pattern.quarters.encodedPNG(text: [(keyword, "value")]) }
        }
    }

    @Test func cropsTakeTheRightPixels() {
        let picture = Picture(width: 13, height: 9, rgb: Pattern.colours, alpha: Pattern.opacity)
        let crop = picture.cropped(x: 3, y: 2, width: 2, height: 2)
        #expect(crop.rgb == [60, 56, 195, 80, 56, 175, 60, 84, 195, 80, 84, 175])
        #expect(crop.alpha == [56, 56, 84, 84])
    }
}
