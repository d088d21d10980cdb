import Engine
import Files
import Foundation
import Glibc
import Testing

/// The training verb, run, signalled and resumed as people do it.
@Suite struct TrainTests {
    /// A loss network of 16 channels at each tap, with arbitrary weights.
    private static func writeLossNetwork(_ place: Workplace, taps: Int = 4) throws {
        let names = (1...taps).map { "conv\($0)" }
        let layers = names.flatMap { name -> [LossNetwork.Layer] in
            (name == "conv1" ? [] : [.maxPool]) + [.convolution(name: name, isTap: true)]
        }
        var file = TensorFile(metadata: ["layers": String(decoding: try JSONEncoder().encode(layers), as: UTF8.self)])
        var generator = SplitMix(state: 5)
        for name in names {
            let inputs = name == "conv1" ? 3 : 16
            let scale = (2 / Float(9 * inputs)).squareRoot()
            file[name + ".weight"] = StoredTensor(
                shape: [16, inputs, 3, 3], values: (0..<144 * inputs).map { _ in scale * generator.nextSigned() })
            file[name + ".bias"] = StoredTensor(shape: [16], values: [Float](repeating: 0.1, count: 16))
        }
        try Safetensors.write(file, to: place.path("loss.safetensors"))
    }

    private static func prepared() throws -> Workplace {
        let place = try Workplace()
        try place.makeFolder("photos")
        try place.makeFolder("paintings")
        for index in 1...3 {
            try place.writePicture("photos/\(index).jpg", width: 90, height: 80, seed: UInt64(index))
            try place.writePicture("paintings/\(index).png", width: 80, height: 100, seed: UInt64(10 + index))
        }
        try writeLossNetwork(place)
        return place
    }

    private static let begin = [
        "train", "--content", "photos", "--style", "paintings", "--run", "run", "--loss-network", "loss.safetensors",
        "--crop", "64", "--batch", "2", "--precision", "f32", "--set", "warmupEpisodes=1",
        "--set", "gradientLimit=nil", "--set", "actorRate=2e-05", "--set", #"weightBounds={"lower":0.25,"upper":8}"#,
    ]

    private static func status(_ place: Workplace) -> [String: Any]? {
        (try? Data(contentsOf: URL(fileURLWithPath: place.path("run/status.json"))))
            .flatMap { try? JSONSerialization.jsonObject(with: $0) as? [String: Any] }
    }

    private static func waits(seconds: Double = 60, _ condition: () -> Bool) -> Bool {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while Date() < deadline {
            if condition() { return true }
            usleep(50_000)
        }
        return false
    }

    /// Checkpoints at 4, 8 and 12 are between episodes of one step; with no growth of episodes they are within one of ten.
    @Test(arguments: [[], ["--set", "episodeGrowthUpdates=0", "--set", "relaxationExponent=0.6"], painting])
    func aKilledRunEndsWithTheSameWeightsAsAnUndisturbedOne(_ others: [String]) throws {
        let place = try Self.prepared()
        let options = ["--updates", "14", "--checkpoint-every", "4", "--set", "identityUpdates=3"] + others
        let undisturbed = try place.program.run(Self.begin + options)
        #expect(undisturbed.status == 0, "\(undisturbed.errors)")
        let expected = try Data(contentsOf: URL(fileURLWithPath: place.path("run/weights.safetensors")))
        try FileManager.default.removeItem(atPath: place.path("run"))

        let process = try place.program.started(Self.begin + options)
        let hasLearnt = Self.waits { (Self.status(place)?["lastCheckpoint"] as? Int ?? 0) >= 4 }
        #expect(hasLearnt)
        kill(process.processIdentifier, SIGKILL)
        _ = try place.program.finish(process)
        let resumed = try place.program.run(["train", "--run", "run", "--resume"])
        #expect(resumed.status == 0, "\(resumed.errors)")
        let found = try Data(contentsOf: URL(fileURLWithPath: place.path("run/weights.safetensors")))
        #expect(found == expected)
    }

    private static let paintingTerms = [
        "palette", "contrast", "hue", "edges", "fringes", "grid", "strokes", "foreign", "range", "coarse", "variety",
    ]

    /// Every term that makes an agent paint, in the joint loop.
    private static let painting =
        (paintingTerms.map { "painting.\($0)=[2,1]" } + [
            "painting.content=0.5", "noise=octaves", "meanShare=0.5", "wholeShare=0.5", "episodeGrowthUpdates=0",
        ]).flatMap { ["--set", $0] }

    @Test func aPaintingRunHasItsTags() throws {
        let whole = try Self.prepared()
        let outcome = try whole.program.run(
            Self.begin + Self.painting + [
                "--updates", "6", "--set", "identityUpdates=0", "--set", "identityInterval=0",
            ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let lines = try whole.program.run(["watch", "run", "--csv"]).output.split(separator: "\n").dropFirst()
        for tag in Self.paintingTerms.map({ "loss/" + $0 }) + ["loss/anchor"] {
            let values = lines.filter { $0.split(separator: ",")[1] == tag }
            #expect(values.count == 6, "\(tag)")
        }
        let info = try whole.program.run(["info", "run/weights.safetensors"])
        #expect(info.output.contains("octaves"), "\(info.output)")
    }

    @Test func aRunTellsWhatItsUpdatesWereAndItsWeightsHowTheyWereRewarded() throws {
        let place = try Self.prepared()
        let outcome = try place.program.run(
            Self.begin + [
                "--updates", "8", "--set", "identityUpdates=2", "--set", "identityInterval=3", "--set", "discount=0.8",
                "--set", "rewardScale=0.5", "--set", "identityStructureWeight=2", "--set", "anchorWeight=1",
                "--set", "anchorEase=0.5", "--set", "structureWeight=3", "--set", "growthWeight=1",
                "--set", "growthMargin=1", "--set", "growthExponent=0.5", "--set", "chromaWeight=100",
                "--set", "episodeGrowthUpdates=0",
            ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let lines = try place.program.run(["watch", "run", "--csv"]).output.split(separator: "\n").dropFirst()
        var steps: [String: [Int]] = [:]
        var growth: [Float] = []
        for line in lines {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            steps[String(fields[1]), default: []].append(try #require(Int(fields[2])))
            if fields[1] == "loss/growth" { growth.append(try #require(Float(fields[4]))) }
        }
        let identity = try #require(steps["identity/pixel"])
        #expect(identity.starts(with: [1, 2]) && identity.count > 2)
        for tag in ["identity/structure", "identity/content", "identity/style"] {
            #expect(steps[tag] == identity, "\(tag)")
        }
        #expect(steps["gradient/norm"] == Array(1...8))
        let others = (1...8).filter { !identity.contains($0) }
        for tag in ["content", "style", "contrastive", "anchor", "structure", "growth", "chroma", "critic1", "critic2"]
        {
            #expect(steps["loss/" + tag] == others, "\(tag)")
        }
        // With a margin of 1 it is above 0 wherever the moving image has a style loss in the memory.
        #expect(growth.contains { $0 > 0 } && growth.allSatisfy { (0..<100).contains($0) }, "\(growth)")
        let metadata = try Safetensors.read(place.path("run/weights.safetensors")).metadata
        #expect(metadata["discount"] == "0.8" && metadata["reward-scale"] == "0.5")
    }

    @Test func anAgentGoesOnWithTheStepsThatItKnows() throws {
        let place = try Self.prepared()
        var weights = Workplace.weights()
        weights.metadata["relaxation-exponent"] = "0.6"
        try Safetensors.write(weights, to: place.path("a.safetensors"))
        let relaxation = { (others: [String]) -> String? in
            let begin = Self.begin + ["--updates", "1", "--no-rl", "--set", "identityUpdates=0"] + others
            let outcome = try place.program.run(begin)
            #expect(outcome.status == 0, "\(outcome.errors)")
            let metadata = try Safetensors.read(place.path("run/weights.safetensors")).metadata
            try FileManager.default.removeItem(atPath: place.path("run"))
            let isContinued = others.contains("--init")
            #expect(metadata["source"] == (isContinued ? "a.safetensors" : nil))
            #expect(
                try metadata["source-sha256"]
                    == (isContinued ? SHA256Digest.hexadecimal(ofFile: place.path("a.safetensors")) : nil))
            #expect(metadata["trained"] == "actor, builder" && metadata["origin"] == "training")
            return metadata["relaxation-exponent"]
        }
        #expect(try relaxation(["--init", "a.safetensors"]) == "0.6")
        #expect(try relaxation(["--init", "a.safetensors", "--set", "relaxationExponent=0.5"]) == "0.5")
        #expect(try relaxation([]) == nil)
    }

    /// Cuts a picture off in its middle.
    private static func truncate(_ place: Workplace, _ name: String) throws {
        let url = URL(fileURLWithPath: place.path(name))
        let whole = try Data(contentsOf: url)
        try whole.prefix(whole.count / 2).write(to: url)
    }

    @Test func damagedPicturesAreToldAndPassedOver() throws {
        let place = try Self.prepared()
        // The first in name order, which samples are made of, and one among the others.
        try Self.truncate(place, "photos/1.jpg")
        try Self.truncate(place, "paintings/2.png")
        let outcome = try place.program.run(Self.begin + ["--updates", "4", "--no-rl"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        for name in ["photos/1.jpg", "paintings/2.png"] {
            #expect(outcome.errors.components(separatedBy: "skipped: " + place.path(name)).count == 2)
        }
        #expect(outcome.errors.contains("finished after 4 updates: the agent is run/weights.safetensors"))
    }

    @Test func aRunThatCannotBeginLeavesRoomForOne() throws {
        let place = try Self.prepared()
        let originals = try (1...3).map { try Data(contentsOf: URL(fileURLWithPath: place.path("photos/\($0).jpg"))) }
        for number in 1...3 { try Self.truncate(place, "photos/\(number).jpg") }
        let refused = try place.program.run(Self.begin + ["--updates", "1", "--no-rl"])
        #expect(refused.status == 1 && refused.errors.contains("image after image"), "\(refused.errors)")
        for (index, original) in originals.enumerated() {
            try original.write(to: URL(fileURLWithPath: place.path("photos/\(index + 1).jpg")))
        }
        let begun = try place.program.run(Self.begin + ["--updates", "1", "--no-rl"])
        #expect(begun.status == 0, "\(begun.errors)")
        // And where it fails once its folder is made.
        try FileManager.default.removeItem(atPath: place.path("run"))
        try place.makeFolder("run")
        try place.write("in the way", to: "run/replay")
        let failed = try place.program.run(Self.begin + ["--updates", "1", "--no-rl"])
        #expect(failed.status == 1 && failed.errors.contains("run/replay"), "\(failed.errors)")
        #expect(try Set(place.names(in: "run")).isDisjoint(with: ["configuration.json", "status.json"]))
        try FileManager.default.removeItem(atPath: place.path("run/replay"))
        let again = try place.program.run(Self.begin + ["--updates", "1", "--no-rl"])
        #expect(again.status == 0, "\(again.errors)")
        let file = try place.program.run(Self.begin.map { $0 == "run" ? "loss.safetensors" : $0 })
        #expect(file.status == 1 && file.errors.contains("loss.safetensors is a file"), "\(file.errors)")
    }

    @Test func goingOnTellsWhatIsMadeAlready() throws {
        let place = try Self.prepared()
        let begun = try place.program.run(Self.begin + ["--updates", "3", "--no-rl"])
        #expect(begun.status == 0, "\(begun.errors)")
        let fewer = try place.program.run(["train", "--run", "run", "--resume", "--updates", "2"])
        #expect(fewer.status == 1 && fewer.errors.contains("has made 3 updates already"), "\(fewer.errors)")
        #expect(Self.status(place)?["targetUpdates"] as? Int == 3)
        #expect(Self.status(place)?["state"] as? String == "finished")
        let again = try place.program.run(["train", "--run", "run", "--resume"])
        #expect(again.status == 0 && again.errors.contains("all 3 updates are made"), "\(again.errors)")
    }

    @Test func theWeightsThatARunBeganWithAreNeededOnlyToBegin() throws {
        let place = try Self.prepared()
        let agent = Workplace.weights()
        try Safetensors.write(agent, to: place.path("a.safetensors"))
        let begun = try place.program.run(Self.begin + ["--updates", "2", "--init", "a.safetensors"])
        #expect(begun.status == 0, "\(begun.errors)")
        let goOn = { (updates: Int) in
            try place.program.run(["train", "--run", "run", "--resume", "--updates", "\(updates)"])
        }
        try FileManager.default.removeItem(atPath: place.path("a.safetensors"))
        let resumed = try goOn(3)
        #expect(resumed.status == 0 && Self.status(place)?["updates"] as? Int == 3, "\(resumed.errors)")
        // Without a checkpoint the run begins again, and not from other weights than it names.
        try FileManager.default.removeItem(atPath: place.path("run/checkpoint"))
        var other = agent
        other.metadata["source"] = "another"
        try Safetensors.write(other, to: place.path("a.safetensors"))
        let refused = try goOn(4)
        #expect(refused.status == 1 && refused.errors.contains("has changed since the run was begun"))
        try Safetensors.write(agent, to: place.path("a.safetensors"))
        let again = try goOn(4)
        #expect(again.status == 0 && Self.status(place)?["updates"] as? Int == 4, "\(again.errors)")
    }

    @Test func criticsCanLearnAlone() throws {
        let place = try Self.prepared()
        let outcome = try place.program.run(
            Self.begin + [
                "--updates", "4", "--set", "identityUpdates=1", "--set", "criticUpdates=3", "--set", "policyInterval=1",
            ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let begin = Self.begin.map { $0 == "run" ? "other" : $0 }
        let first = try place.program.run(begin + ["--updates", "1", "--set", "identityUpdates=1"])
        #expect(first.status == 0, "\(first.errors)")
        let (before, after) = (
            try Safetensors.read(place.path("other/weights.safetensors")),
            try Safetensors.read(place.path("run/weights.safetensors"))
        )
        #expect(before.metadata["trained"] == "actor, builder")
        #expect(after.metadata["trained"] == "actor, builder, critics")
        let names = before.tensors.keys.filter { !$0.hasPrefix("critic") }
        #expect(!names.isEmpty && names.allSatisfy { before[$0]?.values == after[$0]?.values })
        let critics = before.tensors.keys.filter { $0.hasPrefix("critic") && $0.hasSuffix("weight") }
        #expect(!critics.isEmpty && critics.allSatisfy { before[$0]?.values != after[$0]?.values })
        let lines = try place.program.run(["watch", "run", "--csv"]).output.split(separator: "\n")
        func steps(_ tag: String) -> [String] {
            lines.map { $0.split(separator: ",") }.filter { $0[1] == tag }.map { String($0[2]) }
        }
        #expect(steps("loss/critic1") == ["2", "3", "4"] && steps("reward/step").count == 4)
        #expect(steps("loss/content").isEmpty && steps("policy/entropy") == ["1"] && steps("gradient/norm") == ["1"])
        #expect(steps("loss/actor").isEmpty)
    }

    @Test func aLossThatIsNotFiniteIsMetOnceWithHalfTheStepAndThenEndsTheRun() throws {
        let place = try Self.prepared()
        let outcome = try place.program.run(
            Self.begin + ["--updates", "8", "--set", "actorRate=1e30", "--set", "builderRate=1e30"])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("Back to update 0, with half the step"), "\(outcome.errors)")
        #expect(outcome.errors.contains("Going back did not help"), "\(outcome.errors)")
        #expect(Self.status(place)?["state"] as? String == "failed")
    }

    @Test(arguments: [
        "actorRate=-1", "rewardLimit=0", "structureEase=2", "anchorEase=2", "identityStructureWeight=-1",
        "growthWeight=-1", "growthMargin=2", "growthExponent=2", "averageRate=1.5", "relaxationExponent=-1",
        "relaxationExponent=2", "styleTaps=3", "styleTaps=6", "chromaWeight=-1", "criticUpdates=-1",
        "painting.edges=-1", "painting.palette=[1,-1]",
        "wholeShare=2", "meanShare=-1", "policyInterval=0", "updates=0", "batch=1", "batch=6000", "crop=66",
        "replayCapacity=1",
        #"weightBounds={"lower":2,"upper":1}"#,
    ])
    func anOptionOutsideItsRangeIsNamedWithWhatItTakes(_ assignment: String) throws {
        let place = try Self.prepared()
        let outcome = try place.program.run(Self.begin + ["--set", assignment])
        let name = try #require(assignment.split(separator: "=").first)
        #expect(outcome.status == 64 && outcome.errors.contains(" must "), "\(outcome.errors)")
        #expect(outcome.errors.contains(name), "\(outcome.errors)")
        #expect(Self.status(place) == nil)
    }

    @Test(arguments: ["actorRate=nil", "crop=many", "painting.edges=[1,2,3]", "painting.palette=much", "noise=pink"])
    func anOptionTakesNoValueOfAnotherKind(_ assignment: String) throws {
        let place = try Self.prepared()
        let outcome = try place.program.run(Self.begin + ["--set", assignment])
        #expect(outcome.status == 64 && outcome.errors.contains("is no value for the option"), "\(outcome.errors)")
        #expect(Self.status(place) == nil)
    }

    @Test func optionsThatDependOnEachOtherAreJudgedTogether() throws {
        let place = try Self.prepared()
        let names = ["batch=6000", "replayCapacity=6000", "crop=66"]
        let outcome = try place.program.run(Self.begin + names.flatMap { ["--set", $0] })
        // The batch suits the memory that is named after it; the crop is what is wrong.
        #expect(outcome.status == 64 && outcome.errors.contains("crop is 66"), "\(outcome.errors)")
        let batch = try place.program.run(Self.begin + ["--batch", "6000"])
        #expect(batch.status == 64 && batch.errors.contains("the batch, which is 6000"), "\(batch.errors)")
        #expect(Self.status(place) == nil)
    }

    @Test func criticsThatARunDoesNotHaveCannotLearnAlone() throws {
        let place = try Self.prepared()
        let outcome = try place.program.run(Self.begin + ["--no-rl", "--set", "criticUpdates=3"])
        #expect(outcome.status == 64 && outcome.errors.contains("--no-rl has no critics"), "\(outcome.errors)")
        #expect(Self.status(place) == nil)
    }

    @Test func fiveTapsOfStyleTakeALossNetworkThatHasThem() throws {
        let place = try Self.prepared()
        let run = Self.begin + ["--updates", "4", "--no-rl", "--set", "styleTaps=5", "--set", "growthWeight=1"]
        let refused = try place.program.run(run)
        #expect(refused.status == 1 && refused.errors.contains("has 4 taps"), "\(refused.errors)")
        #expect(Self.status(place) == nil)
        try Self.writeLossNetwork(place, taps: 5)
        let trained = try place.program.run(run)
        #expect(trained.status == 0, "\(trained.errors)")
        #expect(Self.status(place)?["updates"] as? Int == 4)
        let resumed = try place.program.run(["train", "--run", "run", "--resume", "--updates", "6"])
        #expect(resumed.status == 0 && Self.status(place)?["updates"] as? Int == 6, "\(resumed.errors)")
    }

    @Test func whatARunBeganWithCannotBeChangedWhenItGoesOn() throws {
        let place = try Workplace()
        for (option, value) in [("--batch", "4"), ("--precision", "f32"), ("--set", "discount=0.9")] {
            let outcome = try place.program.run(["train", "--run", "run", "--resume", option, value])
            #expect(outcome.status == 64 && outcome.errors.contains(option), "\(outcome.errors)")
        }
    }

    @Test(arguments: [SIGTERM, SIGINT]) func aSignalLeavesACheckpointToResumeFrom(_ signal: Int32) throws {
        let place = try Self.prepared()
        let process = try place.program.started(Self.begin)
        let isLearning = Self.waits { (Self.status(place)?["updates"] as? Int ?? 0) >= 2 }
        #expect(isLearning)
        // Nil, a number and a group, as the dashboard's form writes them.
        let options = try RunFolder.readConfiguration(TrainingConfiguration.self, from: place.path("run")).options
        #expect(options.optimiser.gradientLimit == nil && options.optimiser.actorRate == 2e-5)
        #expect(options.losses.weightBounds == ClosedBounds(0.25, 8))

        let second = try place.program.run(["train", "--run", "run", "--resume"])
        #expect(second.status == 1 && second.hasOneSentence && second.errors.contains("run"), "\(second.errors)")

        kill(process.processIdentifier, signal)
        let outcome = try place.program.finish(process)
        #expect(outcome.status == 0 && outcome.signal == nil, "\(outcome.errors)")
        let left = try #require(Self.status(place))
        let updates = try #require(left["updates"] as? Int)
        #expect(left["state"] as? String == "stopped")
        #expect(left["lastCheckpoint"] as? Int == updates)

        let resumed = try place.program.run(["train", "--run", "run", "--resume", "--updates", "\(updates + 2)"])
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(Self.status(place)?["state"] as? String == "finished")
        let agent = try Agent.load(place.path("run/weights.safetensors"))
        #expect(agent.critics != nil)
    }
}
