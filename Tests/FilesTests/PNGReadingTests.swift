import ReferenceFiles
import Testing

@testable import Files

@Suite struct PNGReadingTests {
    private func picture(_ name: String) throws -> Picture { try Picture.read(Fixture.path(name)) }

    @Test(arguments: ["rgb8.png", "rgb8-interlaced.png", "rgb16.png"])
    func colourIsExact(name: String) throws {
        let picture = try picture(name)
        #expect(picture == Picture(width: 13, height: 9, rgb: Pattern.colours))
    }

    @Test(arguments: ["grey8.png", "grey16.png", "gamma-srgb.png"])
    func greyBecomesEqualChannels(name: String) throws {
        #expect(try picture(name).rgb == Pattern.greys)
    }

    @Test func fewBitsOfGreyAreSpreadOverTheWholeRange() throws {
        #expect(
            try picture("grey1.png").rgb
                == Pattern.rgb { x, y in ((x + y) % 2 * 255, (x + y) % 2 * 255, (x + y) % 2 * 255) })
        #expect(try picture("grey4.png").rgb == Pattern.rgb { x, _ in (17 * x, 17 * x, 17 * x) })
    }

    @Test(arguments: ["rgba8.png", "rgba16.png"])
    func opacityIsCompositedOverWhiteAndKept(name: String) throws {
        let picture = try picture(name)
        #expect(picture.alpha == Pattern.opacity)
        let expected = Pattern.rgb { x, y in
            (
                Pattern.overWhite(20 * x, opacity: 28 * y), Pattern.overWhite(28 * y, opacity: 28 * y),
                Pattern.overWhite(255 - 20 * x, opacity: 28 * y)
            )
        }
        #expect(picture.rgb == expected)
    }

    @Test func greyWithOpacityIsCompositedOverWhite() throws {
        let picture = try picture("grey8-alpha.png")
        let grey = { (x: Int, y: Int) in Pattern.overWhite(20 * x, opacity: 28 * y) }
        #expect(picture.alpha == Pattern.opacity)
        #expect(picture.rgb == Pattern.rgb { x, y in (grey(x, y), grey(x, y), grey(x, y)) })
    }

    @Test func paletteWithFewBitsIsLookedUp() throws {
        let picture = try picture("palette4.png")
        #expect(picture.alpha == nil)
        #expect(picture.rgb == Pattern.rgb { x, _ in (20 * x, 255 - 20 * x, 7 * x) })
    }

    @Test func transparentPaletteEntriesGiveOpacity() throws {
        let picture = try picture("palette8-trns.png")
        let opacity = { (x: Int) in [0, 128][safe: x] ?? 255 }
        #expect(picture.alpha == (0..<9).flatMap { _ in (0..<13).map { UInt8(opacity($0)) } })
        let expected = Pattern.rgb { x, _ in
            (
                Pattern.overWhite(20 * x, opacity: opacity(x)), Pattern.overWhite(255 - 20 * x, opacity: opacity(x)),
                Pattern.overWhite(7 * x, opacity: opacity(x))
            )
        }
        #expect(picture.rgb == expected)
    }

    @Test func aTransparentColourIsWhiteAndNothingElseIs() throws {
        let colour = try picture("rgb8-trns.png")
        #expect(
            colour.rgb
                == Pattern.rgb { x, y in
                    x == 2 && y == 2 ? (255, 255, 255) : (20 * x, 28 * y, 255 - 20 * x)
                })
        #expect(colour.alpha?.enumerated().filter { $0.element == 0 }.map(\.offset) == [2 * 13 + 2])
        let grey = try picture("grey8-trns.png")
        #expect(grey.rgb == Pattern.rgb { x, _ in x == 2 ? (255, 255, 255) : (20 * x, 20 * x, 20 * x) })
    }

    @Test func linearGammaIsBroughtToTheScreens() throws {
        let picture = try picture("gamma-linear.png")
        for x in 0..<13 {
            // v' = 255·(v/255)^(1/2.2)
            let expected: [Int] = [0, 80, 110, 132, 151, 166, 181, 194, 206, 218, 228, 238, 248]
            #expect(abs(Int(picture.rgb[3 * x]) - expected[x]) <= 1)
        }
    }

    @Test func aProfileOutranksGamma() throws {
        // That of sRGB: nothing to convert.
        #expect(try picture("profile.png").rgb == Pattern.colours)
        #expect(try ImageFacts.read(Fixture.path("profile.png")).iccProfileName == "sRGB built-in")
    }

    @Test func dimensionsComeFromTheHeaderAlone() throws {
        let scratch = try Scratch()
        let header = Array(try Fixture.bytes("rgb8.png").prefix(40))
        let size = try Picture.dimensions(of: scratch.file("cut.png", header))
        #expect(size == (13, 9))
    }

    @Test(.enabled(if: Shared.has("golden/square.safetensors", "golden/square_content.png")))
    func referencePicturesAreReadAsTheReferenceReadThem() throws {
        let picture = try Picture.read(Shared.path("golden/square_content.png"))
        let tensor = try #require(try Safetensors.read(Shared.path("golden/square.safetensors"))["content"])
        #expect(tensor.shape == [1, 3, picture.height, picture.width])
        let values = tensor.values
        let area = picture.width * picture.height
        let differences = (0..<area * 3).map { abs(values[$0 % 3 * area + $0 / 3] - Float(picture.rgb[$0]) / 255) }
        #expect(differences.allSatisfy { $0 < 1e-6 })
    }

    @Test func theNameDoesNotDecideTheFormat() throws {
        let scratch = try Scratch()
        let path = try scratch.file("a.jpg", Fixture.bytes("rgb8.png"))
        #expect(try Picture.read(path).rgb == Pattern.colours)
    }
}

extension Array {
    /// The element at `index`, nil beyond the end.
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
