import Files
import Foundation
import Testing

/// The training verb, run as people do it.
@Suite struct TrainTests {
    @Test func aPaintingRunHasItsTags() throws {
        let whole = try TrainingPlace.prepared()
        let outcome = try whole.program.run(
            TrainingPlace.begin + TrainingPlace.painting + [
                "--updates", "6", "--set", "identityUpdates=0", "--set", "identityInterval=0",
            ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let lines = try whole.program.run(["watch", "run", "--csv"]).output.split(separator: "\n").dropFirst()
        for tag in TrainingPlace.paintingTerms.map({ "loss/" + $0 }) + ["loss/anchor"] {
            let values = lines.filter { $0.split(separator: ",")[1] == tag }
            #expect(values.count == 6, "\(tag)")
        }
        let info = try whole.program.run(["info", "run/weights.safetensors"])
        #expect(info.output.contains("octaves"), "\(info.output)")
    }

    @Test func aRunTellsWhatItsUpdatesWereAndItsWeightsHowTheyWereRewarded() throws {
        let place = try TrainingPlace.prepared()
        let outcome = try place.program.run(
            TrainingPlace.begin + [
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
        let place = try TrainingPlace.prepared()
        var weights = Workplace.weights()
        weights.metadata["relaxation-exponent"] = "0.6"
        try Safetensors.write(weights, to: place.path("a.safetensors"))
        let relaxation = { (others: [String]) -> String? in
            let isContinued = others.contains("--init")
            let begin = isContinued ? TrainingPlace.beginFrom : TrainingPlace.begin
            let outcome = try place.program.run(
                begin + ["--updates", "1", "--no-rl", "--set", "identityUpdates=0"] + others)
            #expect(outcome.status == 0, "\(outcome.errors)")
            let metadata = try Safetensors.read(place.path("run/weights.safetensors")).metadata
            try FileManager.default.removeItem(atPath: place.path("run"))
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

    @Test func criticsCanLearnAlone() throws {
        let place = try TrainingPlace.prepared()
        let outcome = try place.program.run(
            TrainingPlace.begin + [
                "--updates", "4", "--set", "identityUpdates=1", "--set", "criticUpdates=3", "--set", "policyInterval=1",
            ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let begin = TrainingPlace.begin.map { $0 == "run" ? "other" : $0 }
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
        let place = try TrainingPlace.prepared()
        let outcome = try place.program.run(
            TrainingPlace.begin + ["--updates", "8", "--set", "actorRate=1e30", "--set", "builderRate=1e30"])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("Back to update 0, with half the step"), "\(outcome.errors)")
        #expect(outcome.errors.contains("Going back did not help"), "\(outcome.errors)")
        #expect(TrainingPlace.status(place)?["state"] as? String == "failed")
    }
}
