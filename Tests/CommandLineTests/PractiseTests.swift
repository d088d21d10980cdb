import Engine
import Files
import Foundation
import Testing

/// `ministyler practise`.
@Suite struct PractiseTests {
    @Test func anAgentIsWrittenThatStylizes() throws {
        let place = try Workplace()
        try place.writeWeights()
        try place.writePicture("photo.png", width: 96, height: 72)
        try place.writePicture("style.png", width: 80, height: 80, seed: 2)
        let run = try place.program.run([
            "practise", "photo.png", "style.png", "--weights", "weights.safetensors", "--updates", "5", "--size", "64",
            "--set", "painting.strokes=[1,2]", "--json", "--output", "mine.safetensors",
        ])
        #expect(run.status == 0, "\(run.errors)")
        let lines = run.output.split(separator: "\n")
        #expect(lines.count == 5 && lines[0].contains(#""update":1"#) && lines[4].contains(#""update":5"#))
        let agent = try Agent.load(place.path("mine.safetensors"))
        #expect(agent.provenance["origin"] == "practice" && agent.provenance["updates"] == "5")
        let stylized = try place.program.run([
            "stylize", "photo.png", "style.png", "--weights", "mine.safetensors", "--steps", "1", "--output", "out.png",
        ])
        #expect(stylized.status == 0 && PathKind(of: place.path("out.png")) == .file)
    }

    @Test(arguments: [
        (["--updates", "0"], "updates is 0 and must be from 1 to 100000"),
        (["--size", "8"], "size is 8 and must be from 64 to 1024"),
        (["--set", "painting.strokes"], "--set takes option=value"),
        (["--set", "painting.strokes=-1"], "painting.strokes is -1.0 and must be at least 0"),
    ])
    func wrongOptionsAreRefused(_ options: [String], _ reason: String) throws {
        let place = try Workplace()
        let run = try place.program.run(["practise", "a.png", "b.png", "--output", "c.safetensors"] + options)
        #expect(run.status == 64 && run.errors.lowercased().contains(reason), "\(run.errors)")
    }
}
