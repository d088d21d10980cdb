import Engine
import Files
import Foundation
import Testing

/// `vote`: sheets with the sides by lot, and the count.
@Suite struct VoteTests {
    @Test func sheetsFollowTheKeyAndVotesAreCounted() throws {
        let place = try Workplace()
        try place.writeWeights("a.safetensors")
        try place.writeWeights("b.safetensors", seed: 8)
        for pair in ["000", "001", "002"] {
            try place.makeFolder("pairs/\(pair)")
            try place.writePicture("pairs/\(pair)/content.png", width: 24, height: 20)
            try place.writePicture("pairs/\(pair)/style.png", width: 16, height: 16)
        }
        let made = try place.program.run([
            "vote", "pairs", "--weights", "a.safetensors", "b.safetensors", "--step", "2", "--pairs", "2", "--output",
            "sheets", "--key", "key.json",
        ])
        #expect(made.status == 0, "\(made.errors)")
        #expect(try place.names(in: "sheets") == ["000.png", "001.png"])
        let key = try JSONDecoder().decode(
            Ballot.self, from: Data(contentsOf: URL(fileURLWithPath: place.path("key.json"))))
        #expect(key.step == 2 && key.agents == ["a.safetensors", "b.safetensors"])
        for pair in ["000", "001"] {
            let sheet = try Picture.read(place.path("sheets/\(pair).png"))
            let left = try #require(key.left[pair])
            for (side, agent) in [left, 1 - left].enumerated() {
                let frames = try place.program.run([
                    "stylize", "pairs/\(pair)/content.png", "pairs/\(pair)/style.png", "--weights", key.agents[agent],
                    "--frames", "2", "--output", "\(pair)-\(agent)",
                ])
                #expect(frames.status == 0, "\(frames.errors)")
                let frame = try Picture.read(place.path("\(pair)-\(agent)/frame-02.png"))
                let cell = sheet.cropped(
                    x: side * (24 + ContactSheet.gap), y: 20 + ContactSheet.gap, width: 24, height: 20)
                let isSame = cell.rgb == frame.rgb
                #expect(isSame, "\(pair), side \(side)")
            }
        }
        try "000 left\n001 left\n".write(toFile: place.path("votes.txt"), atomically: true, encoding: .utf8)
        try "000 neither\n".write(toFile: place.path("more.txt"), atomically: true, encoding: .utf8)
        let counted = try place.program.run(["vote", "--key", "key.json", "--count", "votes.txt", "more.txt"])
        #expect(counted.status == 0, "\(counted.errors)")
        // Two sheets: each agent was on the left once.
        #expect(
            counted.lines.last == "all: a.safetensors 1 (50 %), b.safetensors 1 (50 %), neither 1", "\(counted.output)")
    }

    @Test func wrongUsageIsTold() throws {
        let place = try Workplace()
        try place.writeWeights("a.safetensors")
        let one = try place.program.run([
            "vote", "pairs", "--weights", "a.safetensors", "--output", "x", "--key", "k.json",
        ])
        #expect(one.status == 64 && one.errors.contains("two files"), "\(one.errors)")
        let nothing = try place.program.run(["vote", "--key", "missing.json", "--count", "votes.txt"])
        #expect(nothing.status == 1 && nothing.errors.contains("no key of a vote"), "\(nothing.errors)")
    }
}
