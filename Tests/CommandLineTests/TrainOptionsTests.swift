import Foundation
import Testing

/// The options of the training verb, and what it says of wrong ones.
@Suite struct TrainOptionsTests {
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
        let place = try TrainingPlace.prepared()
        let outcome = try place.program.run(TrainingPlace.begin + ["--set", assignment])
        let name = try #require(assignment.split(separator: "=").first)
        #expect(outcome.status == 64 && outcome.errors.contains(" must "), "\(outcome.errors)")
        #expect(outcome.errors.contains(name), "\(outcome.errors)")
        #expect(TrainingPlace.status(place) == nil)
    }

    @Test(arguments: ["actorRate=nil", "crop=many", "painting.edges=[1,2,3]", "painting.palette=much", "noise=pink"])
    func anOptionTakesNoValueOfAnotherKind(_ assignment: String) throws {
        let place = try TrainingPlace.prepared()
        let outcome = try place.program.run(TrainingPlace.begin + ["--set", assignment])
        #expect(outcome.status == 64 && outcome.errors.contains("is no value for the option"), "\(outcome.errors)")
        #expect(TrainingPlace.status(place) == nil)
    }

    @Test func optionsThatDependOnEachOtherAreJudgedTogether() throws {
        let place = try TrainingPlace.prepared()
        let names = ["batch=6000", "replayCapacity=6000", "crop=66"]
        let outcome = try place.program.run(TrainingPlace.begin + names.flatMap { ["--set", $0] })
        // The batch suits the memory that is named after it; the crop is what is wrong.
        #expect(outcome.status == 64 && outcome.errors.contains("crop is 66"), "\(outcome.errors)")
        let batch = try place.program.run(TrainingPlace.begin + ["--batch", "6000"])
        #expect(batch.status == 64 && batch.errors.contains("the batch, which is 6000"), "\(batch.errors)")
        #expect(TrainingPlace.status(place) == nil)
    }

    @Test func criticsThatARunDoesNotHaveCannotLearnAlone() throws {
        let place = try TrainingPlace.prepared()
        let outcome = try place.program.run(TrainingPlace.begin + ["--no-rl", "--set", "criticUpdates=3"])
        #expect(outcome.status == 64 && outcome.errors.contains("--no-rl has no critics"), "\(outcome.errors)")
        #expect(TrainingPlace.status(place) == nil)
    }

    @Test func fiveTapsOfStyleTakeALossNetworkThatHasThem() throws {
        let place = try TrainingPlace.prepared()
        let run =
            TrainingPlace.begin + ["--updates", "4", "--no-rl", "--set", "styleTaps=5", "--set", "growthWeight=1"]
        let refused = try place.program.run(run)
        #expect(refused.status == 1 && refused.errors.contains("has 4 taps"), "\(refused.errors)")
        #expect(TrainingPlace.status(place) == nil)
        try TrainingPlace.writeLossNetwork(place, taps: 5)
        let trained = try place.program.run(run)
        #expect(trained.status == 0, "\(trained.errors)")
        #expect(TrainingPlace.status(place)?["updates"] as? Int == 4)
        let resumed = try place.program.run(["train", "--run", "run", "--resume", "--updates", "6"])
        #expect(resumed.status == 0 && TrainingPlace.status(place)?["updates"] as? Int == 6, "\(resumed.errors)")
    }

    @Test func whatARunBeganWithCannotBeChangedWhenItGoesOn() throws {
        let place = try TrainingPlace.prepared()
        #expect(try place.program.run(TrainingPlace.begin + ["--updates", "1"]).status == 0)
        // The same options again are no change.
        let repeated = try place.program.run(TrainingPlace.begin + ["--updates", "2", "--resume"])
        #expect(repeated.status == 0 && TrainingPlace.status(place)?["updates"] as? Int == 2, "\(repeated.errors)")
        for (option, value, words) in [
            ("--batch", "4", "batch is 4, not 2"), ("--set", "discount=0.5", "discount is 0.5, not"),
            ("--content", "paintings", "contentFolder is"), ("--seed", "9", "seed is 9, not 1"),
        ] {
            let outcome = try place.program.run(["train", "--run", "run", "--resume", option, value])
            #expect(
                outcome.status == 1 && outcome.errors.contains(words) && outcome.hasOneSentence, "\(outcome.errors)")
        }
        #expect(TrainingPlace.status(place)?["updates"] as? Int == 2)
    }

    /// Without more words the program's own agent goes on, with its own recipe and critics.
    @Test func aRunGoesOnFromTheAgentThatComesWithTheProgramUnlessItIsToBeginAnew() throws {
        let place = try TrainingPlace.prepared()
        let own = TrainingPlace.begin.filter { $0 != "--from-scratch" } + ["--updates", "1"]
        let outcome = try place.program.run(own)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let text = try String(contentsOfFile: place.path("run/configuration.json"), encoding: .utf8)
        #expect(text.contains("ministyler.safetensors") && text.contains("\"forms\""))
        let settings = try #require(
            JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let painting = try #require((settings["options"] as? [String: Any])?["painting"] as? [String: Any])
        #expect(painting["palette"] as? Double == 200)
        let anew = try place.program.run(["train", "--run", "run", "--resume", "--updates", "2", "--from-scratch"])
        #expect(anew.status == 1 && anew.errors.contains("leave out --from-scratch"), "\(anew.errors)")
        let both = try place.program.run(TrainingPlace.begin + ["--init", "agent.safetensors"])
        #expect(both.status == 64 && both.errors.contains("--from-scratch"), "\(both.errors)")
        let scratch = try place.program.run(
            TrainingPlace.begin.map { $0 == "run" ? "other" : $0 } + ["--updates", "1"])
        #expect(scratch.status == 0, "\(scratch.errors)")
        let other = try String(contentsOfFile: place.path("other/configuration.json"), encoding: .utf8)
        #expect(!other.contains("ministyler.safetensors"))
    }
}
