import Engine
import Files
import Foundation
import ReferenceFiles
import Testing

/// `convert` on the released checkpoints.
@Suite struct ConvertTests {
    @Test(.enabled(if: Shared.has("weights/released-actor.pth.tar"))) func theReleasedCheckpointsBecomeWeights() throws
    {
        let place = try Workplace()
        let (actor, builder) = (
            Shared.path("weights/released-actor.pth.tar"), Shared.path("weights/released-builder.pth.tar")
        )
        let outcome = try place.program.run([
            "convert", "--actor", actor, "--builder", builder, "--output", "w.safetensors",
        ])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("371,155"))
        let file = try Safetensors.read(place.path("w.safetensors"))
        #expect(file.metadata["actor-source-sha256"] == (try SHA256Digest.hexadecimal(ofFile: actor)))
        for (network, path) in [("actor", actor), ("builder", builder)] {
            let checkpoint = try PyTorchCheckpoint.read(path)
            for name in checkpoint.order {
                #expect(file["\(network).\(name)"]?.bytes == checkpoint[name]?.bytes, "\(name)")
                #expect(file["\(network).\(name)"]?.shape == checkpoint[name]?.shape, "\(name)")
            }
        }
        #expect(try Agent.load(place.path("w.safetensors")).parameterCount == 371_155)
    }

    @Test(.enabled(if: Shared.has("weights/released-actor.pth.tar"))) func swappedCheckpointsAreRecognised() throws {
        let place = try Workplace()
        let (actor, builder) = (
            Shared.path("weights/released-actor.pth.tar"), Shared.path("weights/released-builder.pth.tar")
        )
        let outcome = try place.program.run([
            "convert", "--actor", builder, "--builder", actor, "--output", "w.safetensors",
        ])
        #expect(outcome.status == 1)
        #expect(outcome.hasOneSentence)
        #expect(outcome.errors.contains("swap the two files"))
        #expect(try place.names().isEmpty)
    }

    @Test func theMeanOfAgentsIsAnAgent() throws {
        let place = try Workplace()
        try place.writeWeights("a.safetensors", seed: 1)
        try place.writeWeights("b.safetensors", seed: 2)
        let outcome = try place.program.run([
            "convert", "--average", "a.safetensors", "b.safetensors", "--output", "w.safetensors",
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let (a, b) = (Workplace.weights(seed: 1), Workplace.weights(seed: 2))
        let mean = try Safetensors.read(place.path("w.safetensors"))
        #expect(mean.order.count == 62 && mean.metadata["sources"] == "a.safetensors, b.safetensors")
        for name in mean.order {
            let (found, one, other) = try (
                #require(mean[name]), #require(a[name]), #require(b[name])
            )
            #expect(found.shape == one.shape)
            for (value, pair) in zip(found.values, zip(one.values, other.values)) {
                #expect(abs(value - (pair.0 + pair.1) / 2) <= 1e-6)
            }
        }
        let misuses = [
            (["--average", "a.safetensors", "b.safetensors", "--calibrate", "."], "--calibrate needs --loss-network"),
            (["--average", "a.safetensors"], "--average takes two"),
            (["--average", "a.safetensors", "b.safetensors", "--agent", "a.safetensors"], "does not go with"),
            (["--agent", "a.safetensors"], "--agent needs --relaxation-exponent"),
            (["--agent", "a.safetensors", "--relaxation-exponent=-1"], "a number from 0 to 1"),
            (["--agent", "a.safetensors", "--relaxation-exponent", "nan"], "a number from 0 to 1"),
            (["--loss-network", "a.pth", "--relaxation-exponent", "0.6"], "is for agents"),
            (["--actor", "a.pth"], "both --actor and --builder"), ([], "Name both"),
        ]
        for (others, problem) in misuses {
            let wrong = try place.program.run(["convert"] + others + ["--output", "x.safetensors"])
            #expect(wrong.status == 64 && wrong.errors.contains(problem), "\(wrong.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: place.path("x.safetensors")))
    }

    @Test func anAgentGetsShorterStepsAndAMeanKeepsWhatAllHave() throws {
        let place = try Workplace()
        var a = Workplace.weights(seed: 1)
        let agentAlone = a
        a.metadata["trained-on"] = "photos"
        a.metadata["discount"] = "0.9"
        a.metadata["trained"] = "critics"
        for declaration in Agent.criticTensors(seesStyle: false) {
            let count = declaration.extents.reduce(1, *)
            a[declaration.name] = StoredTensor(
                shape: declaration.extents, values: [Float](repeating: 0.1, count: count))
        }
        try Safetensors.write(a, to: place.path("a.safetensors"))
        let convert = { (others: [String]) in try place.program.run(["convert"] + others) }
        let exponent = { (name: String) in
            try Safetensors.read(place.path(name)).metadata["relaxation-exponent"]
        }
        let shortened = try convert([
            "--agent", "a.safetensors", "--relaxation-exponent", "0.6", "--output", "b.safetensors",
        ])
        #expect(shortened.status == 0, "\(shortened.errors)")
        let b = try Safetensors.read(place.path("b.safetensors"))
        #expect(Set(b.order) == Set(Agent.expectedTensors.map(\.name)))
        #expect(b.order.allSatisfy { b[$0] == agentAlone[$0] })
        #expect(b.metadata["relaxation-exponent"] == "0.6" && b.metadata["source"] == "a.safetensors")
        #expect(b.metadata["trained-on"] == "photos" && b.metadata["discount"] == nil)
        #expect(b.metadata["trained"] == nil)

        let average = { (sources: [String], output: String) in ["--average"] + sources + ["--output", output] }
        #expect(try convert(average(["b.safetensors", "b.safetensors"], "c.safetensors")).status == 0)
        #expect(try exponent("c.safetensors") == "0.6")

        let mixed = average(["b.safetensors", "a.safetensors"], "d.safetensors")
        let differing = try convert(mixed)
        #expect(differing.status == 1 && differing.hasOneSentence, "\(differing.errors)")
        #expect(differing.errors.contains("--relaxation-exponent"))
        #expect(!FileManager.default.fileExists(atPath: place.path("d.safetensors")))
        #expect(try convert(mixed + ["--relaxation-exponent", "0"]).status == 0)
        #expect(try exponent("d.safetensors") == nil)
    }

    @Test func aRelaxationThatIsNoNumberMakesWeightsUnusable() throws {
        let place = try Workplace()
        var weights = Workplace.weights()
        weights.metadata["relaxation-exponent"] = "much"
        try Safetensors.write(weights, to: place.path("w.safetensors"))
        let outcome = try place.program.run(["info", "w.safetensors"])
        #expect(
            outcome.output.contains("its relaxation-exponent is much and should be a number from 0 to 1"),
            "\(outcome.output)")
    }

    @Test func filesThatAreNoCheckpointAreRefused() throws {
        let place = try Workplace()
        try place.write("no checkpoint", to: "a.pth")
        let outcome = try place.program.run([
            "convert", "--actor", "a.pth", "--builder", "a.pth", "--output", "w.safetensors",
        ])
        #expect(outcome.status == 1)
        #expect(outcome.hasOneSentence)
        #expect(outcome.errors.contains("a.pth"))
        #expect(try place.names() == ["a.pth"])
    }
}
