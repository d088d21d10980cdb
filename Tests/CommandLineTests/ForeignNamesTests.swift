import Files
import Foundation
import Testing

/// Files and folders whose names are no UTF-8: Latin-1's é is the byte E9.
@Suite struct ForeignNamesTests {
    private static func place() throws -> Workplace {
        let place = try Workplace()
        try place.writeWeights()
        try place.writePicture("style.png", seed: 2)
        try place.makeFolder("photos")
        try place.writePicture("photos/a.png")
        try place.writePicture("photos/caf\u{10FEE9}.png", seed: 3)
        return place
    }

    @Test func aFolderOfPicturesIsStylizedWhole() throws {
        let place = try Self.place()
        let outcome = try place.program.run([
            "stylize", "photos", "style.png", "--output", "out", "--weights", "weights.safetensors", "--steps", "1",
        ])
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        #expect(outcome.lines.count == 2)
        #expect(try Folder.names(in: place.path("out")).sorted() == ["a+style", "caf\u{10FEE9}+style"])
        let frame = try Picture.read(place.path("out/caf\u{10FEE9}+style/frame-01.png"))
        #expect(frame.width == 24)
        let recipe = try Recipe.read(from: place.path("out/caf\u{10FEE9}+style/frame-01.png"))
        #expect(recipe?.content.name == "caf\u{10FEE9}.png")
    }

    @Test func theCommandLineNamesThemAndOutputIsTheirBytes() throws {
        let place = try Self.place()
        try Folder.create(place.path("w\u{10FEE9}"))
        let outcome = try place.program.shell(
            #"cd $'w\351' && "$PROGRAM" stylize $'../photos/caf\351.png' ../style.png --output $'o\351' "#
                + #"--weights ../weights.safetensors --steps 2 | xargs -d '\n' stat -c %s"#)
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        #expect(outcome.lines.count == 2 && outcome.lines.allSatisfy { Int($0) ?? 0 > 0 }, "\(outcome.output)")
        #expect(
            try Folder.names(in: place.path("w\u{10FEE9}/o\u{10FEE9}")).sorted() == ["frame-01.png", "frame-02.png"])
    }

    @Test func jsonKeepsThem() throws {
        struct Report: Decodable {
            let path: String
        }
        let place = try Self.place()
        let outcome = try place.program.shell(#""$PROGRAM" info --json $'photos/caf\351.png'"#)
        #expect(outcome.status == 0 && outcome.output.contains(#"photos/caf\udbff\udee9.png"#), "\(outcome.output)")
        let report = try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
        #expect(report.path == "photos/caf\u{10FEE9}.png")
    }

    @Test func messagesNameThem() throws {
        let place = try Self.place()
        let missing = try place.program.shell(#""$PROGRAM" info $'x\351.png'"#)
        #expect(missing.status == 1 && missing.hasOneSentence && missing.errors.contains("x�.png"))
        let verb = try place.program.shell(#""$PROGRAM" $'x\351'"#)
        #expect(verb.status == 64 && verb.errors.contains("x� is neither"), "\(verb.errors)")
    }

    @Test func tagsAndRunsAreNoOrdersToTheTerminal() throws {
        let place = try Workplace()
        let writer = try EventFileWriter(directory: place.path("runs/a\u{1B}[2J"))
        try writer.add(scalar: 1, tag: "loss\u{1B}]0;title\u{7}", step: 1)
        try writer.close()
        let outcome = try place.program.run(["watch", "runs", "--csv"])
        #expect(outcome.status == 0 && outcome.lines.last?.hasPrefix(#"a\u{1B}[2J,loss\u{1B}]0;title\u{7},1,"#) == true)
    }

    @Test func runsInThemAreWatched() throws {
        let place = try Workplace()
        let writer = try EventFileWriter(directory: place.path("runs/caf\u{10FEE9}"))
        try writer.add(scalar: 1, tag: "loss", step: 1)
        try writer.close()
        let outcome = try place.program.run(["watch", "runs", "--csv"])
        #expect(outcome.status == 0 && outcome.lines.dropFirst().first?.hasPrefix("caf�,loss,1,") == true)
    }
}
