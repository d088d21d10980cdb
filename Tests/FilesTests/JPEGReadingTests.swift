import Testing

@testable import Files

@Suite struct JPEGReadingTests {
    @Test(arguments: ["rgb.jpg", "progressive.jpg"])
    func colourIsCloseToTheOriginal(name: String) throws {
        let picture = try Picture.read(Fixture.path(name))
        #expect(picture.width == 32 && picture.height == 32 && picture.alpha == nil)
        // Chroma of a quarter resolution bleeds over the edges between the quarters.
        for (x, y) in [(0, 0), (18, 0), (0, 18), (18, 18)] {
            let seen = picture.cropped(x: x, y: y, width: 14, height: 14)
            let expected = Pattern.quarters.cropped(x: x, y: y, width: 14, height: 14)
            #expect(Pattern.largestDifference(seen.rgb, expected.rgb) <= 4)
        }
    }

    @Test func greyBecomesEqualChannels() throws {
        let picture = try Picture.read(Fixture.path("grey.jpg"))
        // ITU-R 601 luma of the four quarters.
        for (index, luma) in [(0, 87), (31, 131), (31 * 32, 65), (32 * 32 - 1, 250)] {
            let pixel = picture.rgb[3 * index..<3 * index + 3]
            #expect(pixel.allSatisfy { abs(Int($0) - luma) <= 2 })
        }
    }

    @Test(arguments: ["cmyk-adobe.jpg", "ycck-adobe.jpg"])
    func inkBecomesLight(name: String) throws {
        let picture = try Picture.read(Fixture.path(name))
        // The quarters under 51/255 of black ink.
        let expected = Pattern.quarters.rgb.map { UInt8(Double($0) * 204 / 255) }
        #expect(Pattern.largestDifference(picture.rgb, expected) <= 4)
    }

    @Test func inkIsTheSameWithoutAdobesMarker() throws {
        var bytes = try Fixture.bytes("cmyk-adobe.jpg")
        let marker = try #require(bytes.firstRange(of: [0xFF, 0xEE]))
        bytes.removeSubrange(marker.lowerBound..<marker.upperBound + Int(bytes.bigEndian16(at: marker.upperBound)))
        #expect(bytes.firstRange(of: Array("Adobe".utf8)) == nil)
        let picture = try Picture(decoding: bytes, named: "plain")
        #expect(try picture == Picture.read(Fixture.path("cmyk-adobe.jpg")))
    }

    @Test func unusualSamplingFactorsAreRead() throws {
        let picture = try Picture.read(Fixture.path("sampling-4x2.jpg"))
        #expect(picture.width == 64 && picture.height == 48)
        #expect(picture.rgb[3 * 63] > 220 && picture.rgb[0] < 30)
    }

    /// The corners of the viewed picture, clockwise from the top left, by the EXIF specification's table.
    @Test(arguments: [
        (1, "RGWB"), (2, "GRBW"), (3, "WBRG"), (4, "BWGR"), (5, "RBWG"), (6, "BRGW"), (7, "WGRB"), (8, "GWBR"),
    ])
    func exifOrientationIsApplied(orientation: Int, corners: String) throws {
        // Not square, so that swapped sides show.
        let stored = Pattern.quarters.resized(width: 48, height: 32)
        let scratch = try Scratch()
        for bigEndian in [false, true] {
            let app1 = Self.exif(orientation: UInt8(orientation), bigEndian: bigEndian)
            var bytes = try stored.encodedJPEG()
            bytes.insert(contentsOf: app1, at: 20)
            let path = try scratch.file("\(orientation)-\(bigEndian).jpg", bytes)
            let picture = try Picture.read(path)
            let size = try Picture.dimensions(of: path)
            #expect((picture.width, picture.height) == (orientation >= 5 ? (32, 48) : (48, 32)))
            #expect(size == (picture.width, picture.height))
            let (right, bottom) = (picture.width - 1, picture.height - 1)
            let seen = [(0, 0), (right, 0), (right, bottom), (0, bottom)].map { x, y in
                Self.name(Array(picture.rgb[3 * (y * picture.width + x)..<3 * (y * picture.width + x) + 3]))
            }
            #expect(String(seen) == corners)
        }
    }

    @Test func nonsenseInExifIsIgnored() throws {
        let scratch = try Scratch()
        let whole = Self.exif(orientation: 6, bigEndian: false)
        for count in 4..<whole.count {
            var app1 = Array(whole.prefix(count))
            app1[2] = UInt8((count - 2) >> 8)
            app1[3] = UInt8((count - 2) & 255)
            var bytes = try Pattern.quarters.encodedJPEG()
            bytes.insert(contentsOf: app1, at: 20)
            #expect(throws: Never.self) { try Picture.read(scratch.file("\(count).jpg", bytes)) }
        }
        let unknown = Self.exif(orientation: 9, bigEndian: true)
        var bytes = try Pattern.quarters.encodedJPEG()
        bytes.insert(contentsOf: unknown, at: 20)
        let picture = try Picture.read(scratch.file("unknown.jpg", bytes))
        #expect(Self.name(Array(picture.rgb.prefix(3))) == "R")
    }

    @Test func aProfileInSeveralPartsIsPutTogether() throws {
        let header = try JPEGHeader(of: Fixture.bytes("profile-three-parts.jpg"), path: "a")
        #expect(try header.iccProfile == Fixture.bytes("profile.icc"))
    }

    @Test func aProfileThatLacksAPartIsDropped() throws {
        #expect(try JPEGHeader(of: Fixture.bytes("profile-part-missing.jpg"), path: "a").iccProfile == nil)
    }

    @Test func strayBytesBeforeTheEndAreForgiven() throws {
        let scratch = try Scratch()
        var bytes = try Fixture.bytes("rgb.jpg")
        bytes.insert(contentsOf: [UInt8](repeating: 0, count: 20), at: bytes.count - 2)
        let picture = try Picture.read(scratch.file("stray.jpg", bytes))
        #expect(try picture == Picture.read(Fixture.path("rgb.jpg")))
    }

    /// An APP1 segment with one directory entry before the orientation's and one after.
    static func exif(orientation: UInt8, bigEndian: Bool) -> [UInt8] {
        func short(_ value: Int) -> [UInt8] {
            let bytes = [UInt8(value >> 8), UInt8(value & 255)]
            return bigEndian ? bytes : bytes.reversed()
        }
        func long(_ value: Int) -> [UInt8] { bigEndian ? short(0) + short(value) : short(value) + short(0) }
        func entry(_ tag: Int, _ value: Int) -> [UInt8] {
            short(tag) + short(3) + long(1) + short(value) + [0, 0]
        }
        var tiff: [UInt8] = bigEndian ? [0x4D, 0x4D] : [0x49, 0x49]
        tiff += short(42) + long(8) + short(3)
        tiff += entry(0x0100, 48) + entry(0x0112, Int(orientation)) + entry(0x0128, 2) + long(0)
        let payload = Array("Exif".utf8) + [0, 0] + tiff
        return [0xFF, 0xE1, UInt8((payload.count + 2) >> 8), UInt8((payload.count + 2) & 255)] + payload
    }

    static func name(_ pixel: [UInt8]) -> Character {
        switch (pixel[0] > 128, pixel[1] > 128, pixel[2] > 128) {
        case (true, false, false): return "R"
        case (false, true, false): return "G"
        case (false, false, true): return "B"
        case (true, true, true): return "W"
        default: return "?"
        }
    }
}
