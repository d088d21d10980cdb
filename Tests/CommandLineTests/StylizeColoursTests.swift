import Files
import Foundation
import Testing

/// `stylize` with colours kept or taken.
@Suite struct StylizeColoursTests {
    @Test func coloursAreKeptOrTakenInFramesAndToldInRecipes() throws {
        let place = try StylizeTests.place()
        func frame(_ options: [String]) throws -> (bytes: Data, rgb: [UInt8], recipe: Recipe?) {
            #expect(try place.program.run(StylizeTests.basic + ["--steps", "2"] + options).status == 0)
            let path = place.path("out/frame-02.png")
            return (
                try Data(contentsOf: URL(fileURLWithPath: path)), try Picture.read(path).rgb,
                try Recipe.read(from: path)
            )
        }
        let plain = try frame([])
        #expect(try frame(["--keep-colours", "0", "--take-palette", "0"]).bytes == plain.bytes)
        let options = ["--keep-colours", "0.75", "--take-palette", "1"]
        let coloured = try frame(options)
        #expect(coloured.rgb != plain.rgb)
        #expect(coloured.recipe?.keepColours == 0.75 && coloured.recipe?.takePalette == 1)
        #expect(try frame(options + ["--frames", "2"]).bytes == coloured.bytes)
        let told = try place.program.run(["info", "out/frame-02.png"]).output
        #expect(told.contains(/keep colours +0\.75\n/) && told.contains(/take palette +1\.0\n/))
        let sheet = try place.program.run(
            StylizeTests.basic + ["--steps", "2", "--animation", "gif", "--sheet", "s.png"] + options)
        #expect(sheet.status == 0 && sheet.lines.last == "s.png")
        for arguments in [
            StylizeTests.basic + ["--format", "safetensors"],
            StylizeTests.basic.map { $0 == "out" ? "a.safetensors" : $0 },
        ] {
            let refused = try place.program.run(arguments + ["--keep-colours", "1"])
            #expect(refused.status == 1 && refused.hasOneSentence && refused.errors.contains("choose another format"))
        }
    }
}
