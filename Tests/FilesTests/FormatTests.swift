import Testing

@testable import Files

/// Formats besides PNG and JPEG: the same picture in each, made with Pillow 13 and heif-enc 1.15.
@Suite struct FormatTests {
    private static let exact: [String] = {
        var names: [String] = []
        #if WebP
            names += ["rgb.webp", "animated.webp"]
        #endif
        #if TIFF
            names += ["rgb.tif", "lzw.tif"]
        #endif
        #if GIF
            names += ["palette.gif", "animated.gif"]
        #endif
        return names
    }()

    @Test(arguments: exact) func losslessOnesAreReadToTheBit(name: String) throws {
        let picture = try Picture.read(Fixture.path(name))
        #expect(try Picture.dimensions(of: Fixture.path(name)) == (Pattern.width, Pattern.height))
        #expect(picture.rgb == Pattern.colours && picture.alpha == nil)
        #expect(try ImageFacts.recognizes(Fixture.path(name)))
    }

    private static let transparent: [String] = {
        var names: [String] = []
        #if WebP
            names.append("rgba.webp")
        #endif
        #if TIFF
            names.append("rgba.tif")
        #endif
        return names
    }()

    @Test(arguments: transparent) func opacityIsKeptAndColoursAreOverWhite(name: String) throws {
        let picture = try Picture.read(Fixture.path(name))
        #expect(picture.alpha == Pattern.opacity)
        for (index, value) in picture.rgb.enumerated() {
            let expected = Pattern.overWhite(
                Int(Pattern.colours[index]), opacity: Int(Pattern.opacity[index / 3]))
            #expect(abs(Int(value) - expected) <= 1)
        }
    }

    private static let turned: [String] = {
        var names: [String] = []
        #if WebP
            names.append("turned.webp")
        #endif
        #if TIFF
            names.append("turned.tif")
        #endif
        return names
    }()

    /// Orientation 6: what is stored as the first row is the last column.
    @Test(arguments: turned) func theOrientationIsApplied(name: String) throws {
        let picture = try Picture.read(Fixture.path(name))
        #expect((picture.width, picture.height) == (Pattern.height, Pattern.width))
        #expect(try Picture.dimensions(of: Fixture.path(name)) == (Pattern.height, Pattern.width))
        for (x, y) in [(0, 0), (8, 0), (3, 11)] {
            let (column, row) = (y, Pattern.height - 1 - x)
            let (stored, viewed) = (3 * (row * Pattern.width + column), 3 * (y * picture.width + x))
            #expect(
                Array(picture.rgb[viewed..<viewed + 3]) == Array(Pattern.colours[stored..<stored + 3]), "\(x), \(y)")
        }
    }

    @Test func whatIsTurnedKeepsItsOpacity() {
        let picture = Picture(
            width: Pattern.width, height: Pattern.height, rgb: Pattern.colours, alpha: Pattern.opacity)
        let turned = Orientation.needsQuarterClockwise.applied(to: picture)
        #expect(turned.alpha?.count == Pattern.opacity.count)
        for (x, y) in [(0, 0), (8, 0), (3, 11)] {
            #expect(
                turned.alpha?[y * turned.width + x] == Pattern.opacity[(Pattern.height - 1 - x) * Pattern.width + y])
        }
    }

    #if HEIF
        @Test(arguments: [("rgb.avif", 1), ("rgb-8times.heic", 8)])
        func lossyOnesAreNear(name: String, scale: Int) throws {
            let picture = try Picture.read(Fixture.path(name))
            #expect((picture.width, picture.height) == (scale * Pattern.width, scale * Pattern.height))
            #expect(try Picture.dimensions(of: Fixture.path(name)) == (picture.width, picture.height))
            var sum = 0
            for y in 0..<picture.height {
                for x in 0..<3 * picture.width {
                    let expected = Pattern.colours[3 * (y / scale * Pattern.width + x / 3 / scale) + x % 3]
                    sum += abs(Int(picture.rgb[3 * y * picture.width + x]) - Int(expected))
                }
            }
            #expect(Double(sum) / Double(picture.rgb.count) < 8)
        }
    #endif

    private static var all: [String] {
        #if HEIF
            return exact + transparent + turned + ["rgb.avif", "rgb-8times.heic"]
        #else
            return exact + transparent + turned
        #endif
    }

    @Test(arguments: all) func damageIsAnErrorThatNamesTheFile(name: String) throws {
        let bytes = try Fixture.bytes(name)
        let scratch = try Scratch()
        for count in stride(from: 13, to: bytes.count - bytes.count / 3, by: 7) {
            let path = try scratch.file("cut", Array(bytes[..<count]))
            do {
                _ = try Picture.read(path)
            } catch let error as FileError {
                #expect("\(error)".contains(path))
            }
        }
        let noise = Pattern.noise(width: 200, height: 6)
        for round in 0..<200 {
            var damaged = bytes
            for place in 0..<3 {
                let at = 18 * round + 6 * place
                damaged[12 + (Int(noise[at]) << 8 + Int(noise[at + 1])) % (bytes.count - 12)] = noise[at + 2]
            }
            _ = try? Picture(decoding: damaged, named: name)
        }
    }

    #if WebP
        @Test func webPCarriesThePictureItsOpacityAndItsRecipe() throws {
            let recipe = Recipe(
                content: .init(name: "a <b> & \"c\".jpg", sha256: "ab"), style: .init(name: "é.png", sha256: "cd"),
                weightsSHA256: "ef", step: 7, alpha: 0.5, version: "1")
            let scratch = try Scratch()
            let picture = Picture(
                width: Pattern.width, height: Pattern.height, rgb: Pattern.colours, alpha: Pattern.opacity)
            let path = try scratch.file("a.webp", picture.encodedWebP(quality: 100, recipe: recipe))
            #expect(try Recipe.read(from: path) == recipe)
            let read = try Picture.read(path)
            #expect(read.width == Pattern.width && read.alpha == Pattern.opacity)
            #expect(try Recipe.read(from: scratch.file("b.webp", picture.encodedWebP())) == nil)
        }
    #endif
}
