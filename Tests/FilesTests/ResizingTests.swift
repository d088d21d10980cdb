import Testing

@testable import Files

@Suite struct ResizingTests {
    private let noise = Picture(width: 37, height: 23, rgb: Pattern.noise(width: 37, height: 23))

    @Test func lanczosAgreesWithPillowExactly() throws {
        var expected = try Fixture.bytes("lanczos-pillow.bin")[...]
        for (width, height) in [(17, 11), (60, 40), (37, 9), (5, 23), (1, 1), (36, 24)] {
            let scaled = noise.resized(width: width, height: height)
            #expect(scaled.rgb.elementsEqual(expected.prefix(3 * width * height)), "\(width)×\(height)")
            expected = expected.dropFirst(3 * width * height)
        }
        #expect(expected.isEmpty)
    }

    @Test func opacityIsScaledByTheSameFilter() throws {
        var picture = noise
        picture.alpha = stride(from: 0, to: noise.rgb.count, by: 3).map { noise.rgb[$0] }
        #expect(try picture.resized(width: 10, height: 30).alpha == Fixture.bytes("lanczos-pillow-grey.bin"))
    }

    @Test func theShortSideIsScaledDownAndNeverUp() {
        let small = noise.resized(shortSide: 10)
        #expect(small.width == 16 && small.height == 10)
        #expect(noise.resized(shortSide: 23) == noise)
        #expect(noise.resized(shortSide: 100) == noise)
    }

    @Test func thumbnailsFitTheirBoxAndKeepTheMean() {
        let thumbnail = noise.thumbnail(maxWidth: 9, maxHeight: 9)
        #expect(thumbnail.width == 9 && thumbnail.height == 5)
        func mean(_ picture: Picture) -> Double {
            Double(picture.rgb.reduce(0) { $0 + Int($1) }) / Double(picture.rgb.count)
        }
        #expect(abs(mean(thumbnail) - mean(noise)) < 4)
        #expect(noise.thumbnail(maxWidth: 40, maxHeight: 40) == noise)
        let narrow = noise.thumbnail(maxWidth: 100, maxHeight: 1)
        #expect(narrow.width == 1 && narrow.height == 1)
    }

    @Test func thumbnailsAverageWholeBlocks() {
        let picture = Picture(width: 4, height: 2, rgb: [0, 8, 20, 30, 40, 50, 70, 80].flatMap { [$0, $0, $0] })
        #expect(picture.thumbnail(maxWidth: 2, maxHeight: 1).rgb == [25, 25, 25, 50, 50, 50])
    }
}
