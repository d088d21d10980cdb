import Engine
import Files
import Foundation
import Testing

/// `convert` on the released checkpoints.
@Suite struct ConvertTests {
    @Test func theReleasedCheckpointsBecomeWeights() throws {
        guard Shared.isAvailable("weights/released-actor.pth.tar") else { return }
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

    @Test func swappedCheckpointsAreRecognised() throws {
        guard Shared.isAvailable("weights/released-actor.pth.tar") else { return }
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
            (["--calibrate", "."], "--average"), ([], "--average"), (["--relaxation=-1"], "--relaxation"),
            (["--relaxation", "nan"], "--relaxation"),
        ]
        for (others, named) in misuses {
            let wrong = try place.program.run(
                ["convert", "--average", "a.safetensors"] + others + ["--output", "x.safetensors"])
            #expect(wrong.status == 64 && wrong.errors.contains(named), "\(wrong.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: place.path("x.safetensors")))
    }

    @Test func stepsAreShortenedAndTheMeanKeepsWhatAllHave() throws {
        let place = try Workplace()
        try place.writeWeights("a.safetensors", seed: 1)
        let convert = { (sources: [String], output: String, others: [String]) in
            try place.program.run(["convert", "--average"] + sources + ["--output", output] + others)
        }
        let shortened = try convert(["a.safetensors"], "b.safetensors", ["--relaxation", "0.6"])
        #expect(shortened.status == 0, "\(shortened.errors)")
        let (a, b) = (Workplace.weights(seed: 1), try Safetensors.read(place.path("b.safetensors")))
        #expect(b.metadata["relaxation"] == "0.6" && b.order.allSatisfy { b[$0] == a[$0] })

        #expect(try convert(["b.safetensors", "b.safetensors"], "c.safetensors", []).status == 0)
        #expect(try Safetensors.read(place.path("c.safetensors")).metadata["relaxation"] == "0.6")

        let differing = try convert(["a.safetensors", "b.safetensors"], "d.safetensors", [])
        #expect(differing.status == 1 && differing.hasOneSentence, "\(differing.errors)")
        #expect(differing.errors.contains("--relaxation"))
        #expect(!FileManager.default.fileExists(atPath: place.path("d.safetensors")))
        #expect(try convert(["b.safetensors", "a.safetensors"], "d.safetensors", ["--relaxation", "0"]).status == 0)
        #expect(try Safetensors.read(place.path("d.safetensors")).metadata["relaxation"] == nil)
    }

    @Test func aRelaxationThatIsNoNumberMakesWeightsUnusable() throws {
        let place = try Workplace()
        var weights = Workplace.weights()
        weights.metadata["relaxation"] = "much"
        try Safetensors.write(weights, to: place.path("w.safetensors"))
        let outcome = try place.program.run(["info", "w.safetensors"])
        #expect(outcome.output.contains("its relaxation is much, not a number from 0 up"), "\(outcome.output)")
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
