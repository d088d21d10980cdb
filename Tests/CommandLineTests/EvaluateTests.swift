import Files
import Foundation
import Testing

/// `evaluate` on small pairs, with the loss network that comes with the program.
@Suite struct EvaluateTests {
    @Test func aTableAndASheetForEachPair() throws {
        let place = try Workplace()
        try place.writeWeights("first.safetensors")
        try place.writeWeights("second.safetensors", seed: 8)
        for pair in ["000", "001"] {
            try place.makeFolder("pairs/\(pair)")
            try place.writePicture("pairs/\(pair)/content.png", width: 48, height: 40)
            try place.writePicture("pairs/\(pair)/style.png", width: 40, height: 44)
        }
        try place.makeFolder("pairs/half")
        try place.writePicture("pairs/half/content.png", width: 48, height: 40)
        let outcome = try place.program.run([
            "evaluate", "pairs", "--weights", "first.safetensors", "second.safetensors", "--steps", "1,3",
            "--sheets", "some/sheets",
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("pairs/half has not both"), "\(outcome.errors)")
        #expect(outcome.lines.filter { $0.contains("of 2 pairs") }.count == 4)
        #expect(outcome.output.contains(/\n +3( +-?[0-9.]+){10}\n/))
        let content = try Picture.read(place.path("pairs/001/content.png"))
        let sheet = try Picture.read(place.path("some/sheets/001.png"))
        // Content, style, two steps; two weights.
        #expect(sheet.width == 3 * 48 + 40 + 3 * ContactSheet.gap && sheet.height == 2 * 44 + ContactSheet.gap)
        #expect(sheet.cropped(x: 0, y: 0, width: 48, height: 40).rgb == content.rgb)
        for (row, weights) in ["first", "second"].enumerated() {
            let frames = try place.program.run([
                "stylize", "pairs/001/content.png", "pairs/001/style.png", "--weights", "\(weights).safetensors",
                "--frames", "1,3", "--output", weights,
            ])
            #expect(frames.status == 0, "\(frames.errors)")
            let names = try place.names(in: weights).filter { $0.hasSuffix(".png") }
            #expect(names.count == 2)
            for (column, name) in names.enumerated() {
                let cell = sheet.cropped(
                    x: 48 + 40 + 2 * ContactSheet.gap + column * (48 + ContactSheet.gap),
                    y: row * (44 + ContactSheet.gap), width: 48, height: 40)
                let isSame = try cell.rgb == Picture.read(place.path("\(weights)/\(name)")).rgb
                #expect(isSame, "\(name) of \(weights)")
            }
        }
        let first = try Picture.read(place.path("first/\(place.names(in: "first")[0])"))
        let second = try Picture.read(place.path("second/\(place.names(in: "second")[0])"))
        let isDifferent = first.rgb != second.rgb
        #expect(isDifferent)
        #expect(FileManager.default.fileExists(atPath: place.path("some/sheets/000.png")))
        let refused = try place.program.run([
            "evaluate", "pairs", "--weights", "first.safetensors", "--sheets", "first.safetensors",
        ])
        #expect(refused.status != 0 && refused.errors.contains("another folder with --sheets"))
    }

    @Test func aBadPairIsNamedAndTheRestIsMeasured() throws {
        let place = try Workplace()
        try place.writeWeights("weights.safetensors")
        let sides: [(String, (Int, Int), (Int, Int))] = [
            ("000", (40, 40), (9, 40)), ("001", (48, 40), (40, 44)), ("002", (15, 15), (40, 40)),
            ("003", (40, 44), (48, 40)), ("004", (40, 40), (40, 40)),
        ]
        for (name, content, style) in sides {
            try place.makeFolder("pairs/\(name)")
            try place.writePicture("pairs/\(name)/content.png", width: content.0, height: content.1)
            try place.writePicture("pairs/\(name)/style.png", width: style.0, height: style.1)
        }
        try place.write("no picture", to: "pairs/004/style.png")
        let outcome = try place.program.run([
            "evaluate", "pairs", "--weights", "weights.safetensors", "--steps", "1",
        ])
        #expect(outcome.status == 1)
        let sentences = outcome.errors.split(separator: "\n")
        #expect(sentences.count == 3, "\(outcome.errors)")
        #expect(outcome.errors.contains("The pair 000: The style of 9×40 pixels is too small"))
        #expect(outcome.errors.contains("The pair 002: The content of 15×15 pixels is too small"))
        #expect(outcome.errors.contains("pairs/004/style.png is not a picture"))
        #expect(outcome.output.contains("of 2 pairs"), "\(outcome.output)")
    }

    @Test func aPairTooSmallToMeasureIsNamed() throws {
        let place = try Workplace()
        try place.writeWeights("weights.safetensors")
        try place.makeFolder("pairs/007")
        try place.writePicture("pairs/007/content.png", width: 12, height: 40)
        try place.writePicture("pairs/007/style.png", width: 40, height: 44)
        let outcome = try place.program.run(["evaluate", "pairs", "--weights", "weights.safetensors"])
        #expect(outcome.status == 1 && outcome.hasOneSentence, "\(outcome.errors)")
        #expect(outcome.errors.contains("pair 007: The content of 12×40 pixels is too small"), "\(outcome.errors)")
    }
}
