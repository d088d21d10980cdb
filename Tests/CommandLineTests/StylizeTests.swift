import Engine
import Files
import Foundation
import Testing

/// `stylize` from end to end on small images and random weights.
@Suite struct StylizeTests {
    private struct Line: Decodable {
        var step: Int
        var seconds: Double
        var actionSize: Double
        var entropy: Double
        var path: String?
        var seed: UInt64?
        var content: String
        var style: String
    }

    private static func lines(_ outcome: Program.Outcome) throws -> [Line] {
        try outcome.lines.map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    }

    static func place() throws -> Workplace {
        let place = try Workplace()
        try place.writeWeights()
        try place.writePicture("content.png", width: 26, height: 17)
        try place.writePicture("style.jpg", width: 19, height: 30, seed: 2)
        return place
    }

    static let basic = [
        "stylize", "content.png", "style.jpg", "--output", "out", "--weights", "weights.safetensors",
    ]

    @Test func framesAreThoseOfTheEngine() throws {
        let place = try Self.place()
        let outcome = try place.program.run(Self.basic + ["--steps", "3", "--format", "safetensors"])
        #expect(outcome.status == 0)
        #expect(outcome.lines == (1...3).map { "out/frame-0\($0).safetensors" })
        #expect(outcome.errors.isEmpty)
        #expect(try place.names(in: "out") == ["frame-01.safetensors", "frame-02.safetensors", "frame-03.safetensors"])
        var sequence = try StyleSequence(
            agent: Agent.load(place.path("weights.safetensors")),
            content: FloatImage(Picture.read(place.path("content.png"))),
            style: FloatImage(Picture.read(place.path("style.jpg"))))
        for step in 1...3 {
            let expected = try sequence.step().image.planes
            let file = try Safetensors.read(place.path("out/frame-0\(step).safetensors"))
            let frame = try #require(file["frame"])
            #expect(file.order == ["frame"])
            #expect(frame.shape == [1, 3, 17, 26])
            #expect(zip(frame.values, expected).allSatisfy { abs($0 - $1) <= 1e-5 })
        }
    }

    @Test func picturesAreTheClampedFramesAndCarryTheRecipe() throws {
        let place = try Self.place()
        let arguments =
            Self.basic + ["--steps", "4", "--frames", "4,2", "--alpha", "0.5", "--action", "sample", "--seed", "9"]
        #expect(try place.program.run(arguments).status == 0)
        #expect(try place.names(in: "out") == ["frame-02.png", "frame-04.png"])
        let recipe = try #require(try Recipe.read(from: place.path("out/frame-04.png")))
        #expect(recipe.step == 4 && recipe.seed == 9 && recipe.action == "sample" && recipe.alpha == 0.5)
        #expect(recipe.content.name == "content.png" && recipe.style.name == "style.jpg" && recipe.size == nil)
        #expect(recipe.content.sha256 == (try SHA256Digest.hexadecimal(ofFile: place.path("content.png"))))
        #expect(recipe.weightsSHA256 == (try SHA256Digest.hexadecimal(ofFile: place.path("weights.safetensors"))))
        var sequence = try StyleSequence(
            agent: Agent.load(place.path("weights.safetensors")),
            content: FloatImage(Picture.read(place.path("content.png"))),
            style: FloatImage(Picture.read(place.path("style.jpg"))))
        for step in 0..<4 { try sequence.step(StepOptions(alpha: 0.5, action: .sample(seed: 9 + UInt64(step)))) }
        let expected = sequence.frames[4].image.picture()
        #expect(try Picture.read(place.path("out/frame-04.png")).rgb == expected.rgb)
    }

    @Test func aFileGetsTheLastFrameAlone() throws {
        let place = try Self.place()
        var arguments = Self.basic
        arguments[4] = "new/picture.JPG"
        let outcome = try place.program.run(arguments + ["--steps", "3"])
        #expect(outcome.status == 0 && outcome.lines == ["new/picture.JPG"])
        #expect(try place.names(in: "new") == ["picture.JPG"])
        let recipe = try #require(try Recipe.read(from: place.path("new/picture.JPG")))
        #expect(recipe.step == 3 && recipe.content.path == nil && recipe.content.name == "content.png")
        #expect(try place.program.run(arguments + ["--frames", "1-2", "--steps", "3"]).status == 1)
        #expect(try place.program.run(arguments + ["--frames", "2", "--recipe-paths"]).status == 0)
        let second = try #require(try Recipe.read(from: place.path("new/picture.JPG")))
        #expect(second.step == 2 && second.content.path == place.path("content.png"))
        try place.makeFolder("photos")
        try place.writePicture("photos/a.png", width: 20, height: 20)
        arguments[1] = "photos"
        let refused = try place.program.run(arguments)
        #expect(refused.status == 1 && refused.errors.contains("name a folder instead"))
    }

    @Test func aBrushKeepsTheSizeAndIsInTheRecipe() throws {
        let place = try Self.place()
        #expect(try place.program.run(Self.basic + ["--steps", "3", "--brush", "2"]).status == 0)
        for step in 1...3 {
            let size = try Picture.dimensions(of: place.path("out/frame-0\(step).png"))
            #expect(size.width == 26 && size.height == 17)
        }
        let recipe = try #require(try Recipe.read(from: place.path("out/frame-02.png")))
        #expect(recipe.brush == 2 && recipe.brushSteps == 3 && recipe.detail == 0.5)
        #expect(try place.program.run(["info", "out/frame-03.png"]).output.contains("2.0 over 3 steps, detail 0.5"))
        #expect(try place.program.run(Self.basic + ["--steps", "3"]).status == 0)
        let plain = try Picture.read(place.path("out/frame-03.png"))
        #expect(try place.program.run(Self.basic + ["--steps", "3", "--brush", "1"]).status == 0)
        #expect(try Picture.read(place.path("out/frame-03.png")) == plain)
        #expect(try #require(try Recipe.read(from: place.path("out/frame-03.png"))).brush == nil)
    }

    @Test func sheetsShowASequenceOrAllPairs() throws {
        let place = try Self.place()
        let outcome = try place.program.run(Self.basic + ["--steps", "2", "--sheet", "sheets/one.png"])
        #expect(outcome.status == 0 && outcome.lines.last == "sheets/one.png")
        // Content and two steps of 26×17 pixels side by side, each above its number.
        let one = try Picture.read(place.path("sheets/one.png"))
        #expect(one.width == 2 * 26 + 4 && one.height == 2 * (17 + 22) + 4)
        let frame = try Picture.read(place.path("out/frame-01.png"))
        let row = (0..<3 * 26).map { one.rgb[3 * 30 + $0] }
        #expect(row == Array(frame.rgb.prefix(3 * 26)))
        try place.makeFolder("styles")
        try place.writePicture("styles/a.png", width: 20, height: 20)
        try place.writePicture("styles/b.png", width: 20, height: 20, seed: 3)
        let all = try place.program.run(
            ["stylize", "content.png", "styles", "--output", "all", "--weights", "weights.safetensors"]
                + ["--steps", "1", "--sheet", "all.jpg"])
        #expect(all.status == 0 && all.lines.last == "all.jpg")
        let refused = try place.program.run(Self.basic + ["--sheet", "sheet.gif"])
        #expect(refused.status == 1 && refused.errors.contains("let it end in .png or .jpg"))
        let overwriting = try place.program.run(Self.basic + ["--sheet", "./content.png"])
        #expect(overwriting.status == 1 && overwriting.errors.contains("would replace the picture content.png"))
    }

    @Test func theSequenceIsWrittenAsAnAnimation() throws {
        let place = try Self.place()
        let outcome = try place.program.run(Self.basic + ["--steps", "2", "--animation", "apng"])
        #expect(outcome.status == 0 && outcome.lines.last == "out/sequence.png")
        #expect(try place.names(in: "out") == ["frame-01.png", "frame-02.png", "sequence.png"])
        #expect(try Picture.read(place.path("out/sequence.png")) == Picture.read(place.path("content.png")))
        var arguments = Self.basic
        arguments[4] = "alone.gif"
        #expect(try place.program.run(arguments + ["--steps", "2"]).lines == ["alone.gif"])
        #expect(try Picture.read(place.path("alone.gif")).width == 26)
        for (name, format) in [("a.png", "gif"), ("a.gif", "apng"), ("a.safetensors", "gif")] {
            arguments[4] = name
            let refused = try place.program.run(arguments + ["--animation", format])
            #expect(refused.status == 1 && refused.errors.contains("is no name of an animation"), "\(refused.errors)")
        }
        arguments[4] = "a.gif"
        #expect(try place.program.run(arguments + ["--frames", "2"]).errors.contains("asks for others"))
    }

    @Test func rangesOfStepsAndShortNamesOfFormats() throws {
        let place = try Self.place()
        #expect(try place.program.run(Self.basic + ["--frames", "1-2,4", "--format", "jpg"]).status == 0)
        #expect(try place.names(in: "out") == ["frame-01.jpg", "frame-02.jpg", "frame-04.jpg"])
        #expect(try place.program.run(Self.basic + ["--frames", "3-1"]).status == 64)
    }

    @Test func sameSeedGivesSameBytes() throws {
        let place = try Self.place()
        let arguments = Self.basic + ["--steps", "2", "--action", "sample", "--seed", "3"]
        #expect(try place.program.run(arguments).status == 0)
        let first = try Data(contentsOf: URL(fileURLWithPath: place.path("out/frame-02.png")))
        #expect(try place.program.run(arguments).status == 0)
        #expect(try Data(contentsOf: URL(fileURLWithPath: place.path("out/frame-02.png"))) == first)
    }

    @Test func recipeIsLeftOutOnRequest() throws {
        let place = try Self.place()
        #expect(try place.program.run(Self.basic + ["--steps", "1", "--no-recipe"]).status == 0)
        #expect(try Recipe.read(from: place.path("out/frame-01.png")) == nil)
    }

    @Test func jsonHasOneObjectAStep() throws {
        let place = try Self.place()
        let outcome = try place.program.run(Self.basic + ["--steps", "4", "--frames", "2", "--json"])
        #expect(outcome.status == 0)
        let lines = try Self.lines(outcome)
        #expect(lines.map(\.step) == [1, 2, 3, 4])
        #expect(lines.map(\.path) == [nil, "out/frame-02.png", nil, nil])
        #expect(lines.allSatisfy { $0.seconds > 0 && $0.actionSize == 0 && $0.content == "content.png" })
        let keys = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.lines[0].utf8)) as? [String: Any]
        ).keys
        let known: Set = [
            "step", "seconds", "actionSize", "entropy", "reward", "styleLoss", "contentLoss", "ssim", "q", "path",
        ]
        #expect(Set(keys).isSuperset(of: known))
    }

    @Test func unseededSampleNamesItsSeed() throws {
        let place = try Self.place()
        let outcome = try place.program.run(Self.basic + ["--steps", "1", "--action", "sample", "--json"])
        let line = try #require(try Self.lines(outcome).first)
        #expect(line.actionSize > 0)
        let seed = try #require(line.seed)
        #expect(try Recipe.read(from: place.path("out/frame-01.png"))?.seed == seed)
    }

    @Test func foldersGiveEveryPair() throws {
        let place = try Self.place()
        try place.makeFolder("contents")
        try place.makeFolder("styles")
        try place.writePicture("contents/a.png", seed: 3)
        try place.writePicture("contents/a.jpg", seed: 4)
        try place.write("not an image", to: "contents/notes.txt")
        try place.writePicture("contents/.hidden.png")
        try place.writePicture("styles/x.png", seed: 5)
        try place.writePicture("styles/y.png", seed: 6)
        let outcome = try place.program.run(
            [
                "stylize", "contents", "styles", "--output", "out", "--weights", "weights.safetensors", "--steps", "2",
                "--frames", "2", "--json",
            ])
        #expect(outcome.status == 0)
        #expect(try place.names(in: "out") == ["a+x", "a+x-2", "a+y", "a+y-2"])
        for pair in ["a+x", "a+x-2", "a+y", "a+y-2"] { #expect(try place.names(in: "out/\(pair)") == ["frame-02.png"]) }
        let lines = try Self.lines(outcome)
        #expect(lines.count == 8)
        #expect(lines[1].path == "out/a+x/frame-02.png" && lines[1].content == "contents/a.jpg")
    }

    @Test func aFileThatIsNoPictureWhateverItsNameIsTold() throws {
        let place = try Self.place()
        try place.makeFolder("contents")
        try place.writePicture("contents/good.png")
        try place.writePicture("contents/small.png", width: 4, height: 4)
        try place.write("not an image", to: "contents/text.jpg")
        try place.write("not an image", to: "contents/notes.txt")
        let outcome = try place.program.run([
            "stylize", "contents", "style.jpg", "--output", "out", "--weights", "weights.safetensors", "--steps", "1",
        ])
        #expect(outcome.status == 1)
        for name in ["contents/text.jpg", "contents/small.png"] {
            #expect(outcome.errors.components(separatedBy: name).count == 2, "\(outcome.errors)")
        }
        #expect(try place.names(in: "out") == ["good+style"])
    }

    @Test func aBatchGoesOnAfterADamagedImage() throws {
        let place = try Self.place()
        try place.makeFolder("contents")
        try place.writePicture("contents/good.png")
        try place.writePicture("contents/broken.png", width: 64, height: 64)
        let whole = try Data(contentsOf: URL(fileURLWithPath: place.path("contents/broken.png")))
        try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: place.path("contents/broken.png")))
        try place.makeFolder("styles")
        try place.writePicture("styles/x.png", seed: 5)
        try place.writePicture("styles/y.png", seed: 6)
        let outcome = try place.program.run(
            ["stylize", "contents", "styles", "--output", "out", "--weights", "weights.safetensors", "--steps", "1"])
        #expect(outcome.status == 1)
        #expect(outcome.hasOneSentence, "\(outcome.errors)")
        #expect(outcome.errors.contains("contents/broken.png"))
        #expect(try place.names(in: "out") == ["good+x", "good+y"])
    }

    @Test func shortSideIsShrunkNeverEnlarged() throws {
        let place = try Self.place()
        try place.writePicture("content.png", width: 60, height: 40)
        #expect(try place.program.run(Self.basic + ["--steps", "1", "--size", "16"]).status == 0)
        var size = try Picture.dimensions(of: place.path("out/frame-01.png"))
        #expect(size.width == 24 && size.height == 16)
        #expect(try Recipe.read(from: place.path("out/frame-01.png"))?.size == 16)
        #expect(try place.program.run(Self.basic + ["--steps", "1", "--size", "100"]).status == 0)
        size = try Picture.dimensions(of: place.path("out/frame-01.png"))
        #expect(size.width == 60 && size.height == 40)
        #expect(try #require(try Recipe.read(from: place.path("out/frame-01.png"))).size == nil)
    }

    @Test func alphaIsRestored() throws {
        let place = try Self.place()
        try place.writePicture("content.png", alpha: true)
        #expect(try place.program.run(Self.basic + ["--steps", "1"]).status == 0)
        let alpha = try Picture.read(place.path("out/frame-01.png")).alpha
        #expect(alpha == Workplace.picture(width: 24, height: 16, alpha: true).alpha)
    }

    @Test func jpegFramesAreJPEG() throws {
        let place = try Self.place()
        #expect(try place.program.run(Self.basic + ["--steps", "1", "--format", "jpeg"]).status == 0)
        #expect(try place.names(in: "out") == ["frame-01.jpg"])
        #expect(try ImageFacts.read(place.path("out/frame-01.jpg")).format == "JPEG")
    }

    @Test func stepsBeyondTheLastFrameWrittenAreNotTaken() throws {
        let place = try Self.place()
        let outcome = try place.program.run(Self.basic + ["--steps", "1000000", "--frames", "1"], seconds: 60)
        #expect(outcome.status == 0)
        #expect(try place.names(in: "out") == ["frame-0000001.png"])
    }
}
