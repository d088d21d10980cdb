import Engine
import Files
import Foundation
import Testing

/// Runs whose folder lacks a part, or holds numbers that cannot be.
@Suite struct LostPartsTests {
    private static let goOn = ["train", "--run", "run", "--resume", "--updates", "4"]

    /// A run of two updates.
    private static func place() throws -> Workplace {
        let place = try TrainingPlace.prepared()
        let begun = try place.program.run(TrainingPlace.begin + ["--updates", "2", "--no-rl"])
        #expect(begun.status == 0, "\(begun.errors)")
        return place
    }

    private static func remove(_ name: String, of place: Workplace) throws {
        try FileManager.default.removeItem(atPath: place.path("run/\(name)"))
    }

    @Test(arguments: [
        ("events", "the event files are not there any more; charts begin at update 2"),
        ("weights", "the weights kept for looking back are not there any more"),
        ("checkpoint", "the run begins anew; run/weights/update-0000002.safetensors is what another run"),
        ("checkpoint/update-0000002.safetensors", "the checkpoint of update 2 is not there any more, but that of 0"),
        ("replay/styles", "the replay memory is not there any more; it is filled anew"),
    ])
    func aLostPartIsTold(_ name: String, _ sentence: String) throws {
        let place = try Self.place()
        try Self.remove(name, of: place)
        let resumed = try place.program.run(Self.goOn)
        #expect(resumed.status == 0 && resumed.errors.contains(sentence), "\(resumed.errors)")
        #expect(TrainingPlace.status(place)?["updates"] as? Int == 4)
        // Once is enough.
        let again = try place.program.run(Self.goOn.dropLast() + ["5"])
        #expect(again.status == 0 && !again.errors.contains("any more"), "\(again.errors)")
    }

    @Test func aWholeRunHasLostNothing() throws {
        let place = try Self.place()
        let resumed = try place.program.run(Self.goOn)
        #expect(resumed.status == 0 && !resumed.errors.contains("any more"), "\(resumed.errors)")
    }

    @Test func aRunWithoutItsConfigurationKeepsItsWeights() throws {
        let place = try Self.place()
        try Self.remove("configuration.json", of: place)
        let kept = try place.names(in: "run/checkpoint")
        for arguments in [Self.goOn, TrainingPlace.begin + ["--updates", "1", "--no-rl"]] {
            let refused = try place.program.run(arguments)
            #expect(refused.status == 1 && refused.hasOneSentence, "\(refused.errors)")
            #expect(refused.errors.contains("--init run/weights/update-0000002.safetensors"), "\(refused.errors)")
        }
        #expect(try place.names(in: "run/checkpoint") == kept)
    }

    @Test func aNumberOfTheConfigurationThatCannotBeIsNamed() throws {
        let place = try Self.place()
        let path = place.path("run/configuration.json")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        for (name, value) in [
            ("checkpointInterval", "0"), ("sampleInterval", "0"), ("sampleInterval", "9223372036854775807"),
            ("warmupEpisodes", "9223372036854775807"), ("criticUpdates", "9223372036854775807"),
            ("episodeLength", "70000"), ("crop", "2147483648"), ("batch", "4611686018427387904"),
            ("replayCapacity", "9223372036854775807"),
        ] {
            let changed = text.replacing(try Regex("\"\(name)\" : [0-9]+"), with: "\"\(name)\" : \(value)")
            #expect(changed != text)
            try place.write(changed, to: "run/configuration.json")
            let refused = try place.program.run(Self.goOn)
            #expect(refused.status == 1 && refused.hasOneSentence && refused.signal == nil, "\(refused.errors)")
            #expect(refused.errors.contains("\(name) is \(value) and must be"), "\(refused.errors)")
        }
    }

    @Test func countersOfACheckpointThatCannotBeAreNamed() throws {
        let place = try Self.place()
        let path = place.path("run/checkpoint/update-0000002.safetensors")
        let whole = try Safetensors.read(path)
        let steps = try #require(whole.order.first { $0.hasPrefix("steps.") })
        let spoilt: [(String, StoredTensor)] = [
            ("updates", StoredTensor(shape: [1], integers: [.max])),
            ("updates", StoredTensor(shape: [1], integers: [-1])),
            (steps, StoredTensor(shape: [1], integers: [.max])),
            ("episode", StoredTensor(shape: [2], values: [.infinity, 0])),
            ("rollback-factor", StoredTensor(shape: [1], values: [.nan])),
        ]
        for (name, tensor) in spoilt {
            var file = whole
            file[name] = tensor
            try Safetensors.write(file, to: path)
            let refused = try place.program.run(Self.goOn)
            #expect(refused.status == 1 && refused.signal == nil, "\(name): \(refused.errors)")
            #expect(refused.errors.contains("the checkpoint's"), "\(name): \(refused.errors)")
        }
        try Safetensors.write(whole, to: path)
        #expect(try place.program.run(Self.goOn).status == 0)
    }

    @Test(arguments: [
        ["--updates", "9223372036854775807"], ["--checkpoint-every", "9223372036854775807"],
        ["--crop", "4611686018427387904"], ["--batch", "4611686018427387904"], ["--set", "warmupEpisodes=1e18"],
        ["--set", "episodeLength=9223372036854775807"],
    ])
    func numbersOfTheCommandLineAreChecked(_ options: [String]) throws {
        let place = try TrainingPlace.prepared()
        let refused = try place.program.run(TrainingPlace.begin + ["--no-rl"] + options)
        #expect(refused.status == 64 && refused.signal == nil, "\(refused.errors)")
        #expect(try !place.names().contains("run"))
        if options[0] == "--updates" {
            #expect(try place.program.run(["train", "--run", "run", "--resume"] + options).status == 64)
        }
    }

    @Test(arguments: [
        ["stylize", "a.png", "b.png", "--output", "out", "--steps", "9223372036854775807"],
        ["bench", "--seconds", "1e30"],
        [
            "distill", "--teacher", "t", "--content", "c", "--style", "s", "--output", "o", "--crop",
            "4611686018427387904",
        ],
        [
            "distill", "--teacher", "t", "--content", "c", "--style", "s", "--output", "o", "--updates",
            "9223372036854775807",
        ],
    ])
    func numbersOfOtherVerbsAreChecked(_ arguments: [String]) throws {
        let place = try Workplace()
        let outcome = try place.program.run(arguments, seconds: 60)
        #expect(outcome.status == 64 && outcome.signal == nil, "\(outcome.errors)")
    }
}
