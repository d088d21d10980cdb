import Testing

@testable import Files

/// The eXIf chunk of PNG turns pictures as EXIF does in JPEG.
@Suite struct PNGOrientationTests {
    /// EXIF without what begins it in JPEG.
    private static func exif(_ orientation: Int, bigEndian: Bool) -> [UInt8] {
        Array(JPEGReadingTests.exif(orientation: UInt8(orientation), bigEndian: bigEndian).dropFirst(10))
    }

    /// The corners of the viewed picture, clockwise from the top left, by the EXIF specification's table.
    @Test(arguments: [
        (1, "RGWB"), (2, "GRBW"), (3, "WBRG"), (4, "BWGR"), (5, "RBWG"), (6, "BRGW"), (7, "WGRB"), (8, "GWBR"),
    ])
    func theOrientationIsApplied(orientation: Int, corners: String) throws {
        let scratch = try Scratch()
        let file = try Pattern.quarters.resized(width: 48, height: 32).encodedPNG()
        // Before the pixels and behind them.
        for place in [33, file.count - 12] {
            for bigEndian in [false, true] {
                let chunk = DeepPNG.chunk("eXIf", Self.exif(orientation, bigEndian: bigEndian))
                let path = try scratch.file("a.png", Array(file[..<place]) + chunk + Array(file[place...]))
                let picture = try Picture.read(path)
                #expect((picture.width, picture.height) == (orientation >= 5 ? (32, 48) : (48, 32)))
                #expect(try Picture.dimensions(of: path) == (picture.width, picture.height))
                #expect(try ImageFacts.read(path).orientation == orientation)
                let (right, bottom) = (picture.width - 1, picture.height - 1)
                let seen = [(0, 0), (right, 0), (right, bottom), (0, bottom)].map { x, y -> Character in
                    let start = 3 * (y * picture.width + x)
                    return JPEGReadingTests.name(Array(picture.rgb[start..<start + 3]))
                }
                #expect(String(seen) == corners)
            }
        }
    }

    @Test func sixteenBitsAndOpacityAreTurnedToo() throws {
        let bytes = DeepPNG.bytes(
            width: 2, height: 1, .colourWithOpacity, [1, 2, 3, 65535, 0, 0, 0, 0],
            chunks: [("eXIf", Self.exif(6, bigEndian: false))])
        let picture = try Picture(decoding: bytes, named: "a")
        #expect(picture.width == 1 && picture.height == 2 && picture.alpha == [255, 0])
        #expect(picture.deep == [1, 2, 3, 65535, 65535, 65535])
    }
}
