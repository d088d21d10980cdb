import Engine
import Files
import Foundation
import Glibc
import Testing

/// Training that is killed, signalled, resumed, or given what it cannot use.
@Suite struct TrainInterruptionTests {
    /// Checkpoints at 4, 8 and 12 are between episodes of one step; with no growth of episodes they are within one of ten.
    @Test(arguments: [
        [], ["--set", "episodeGrowthUpdates=0", "--set", "relaxationExponent=0.6"], TrainingPlace.painting,
    ])
    func aKilledRunEndsWithTheSameWeightsAsAnUndisturbedOne(_ others: [String]) throws {
        let place = try TrainingPlace.prepared()
        let options = ["--updates", "14", "--checkpoint-every", "4", "--set", "identityUpdates=3"] + others
        let undisturbed = try place.program.run(TrainingPlace.begin + options)
        #expect(undisturbed.status == 0, "\(undisturbed.errors)")
        let expected = try Data(contentsOf: URL(fileURLWithPath: place.path("run/weights.safetensors")))
        try FileManager.default.removeItem(atPath: place.path("run"))

        let process = try place.program.started(TrainingPlace.begin + options)
        let hasLearnt = TrainingPlace.waits { (TrainingPlace.status(place)?["lastCheckpoint"] as? Int ?? 0) >= 4 }
        #expect(hasLearnt)
        kill(process.processIdentifier, SIGKILL)
        _ = try place.program.finish(process)
        let resumed = try place.program.run(["train", "--run", "run", "--resume"])
        #expect(resumed.status == 0, "\(resumed.errors)")
        let found = try Data(contentsOf: URL(fileURLWithPath: place.path("run/weights.safetensors")))
        #expect(found == expected)
    }

    /// Cuts a picture off in its middle.
    private static func truncate(_ place: Workplace, _ name: String) throws {
        let url = URL(fileURLWithPath: place.path(name))
        let whole = try Data(contentsOf: url)
        try whole.prefix(whole.count / 2).write(to: url)
    }

    @Test func damagedPicturesAreToldAndPassedOver() throws {
        let place = try TrainingPlace.prepared()
        // The first in name order, which samples are made of, and one among the others.
        try Self.truncate(place, "photos/1.jpg")
        try Self.truncate(place, "paintings/2.png")
        let outcome = try place.program.run(TrainingPlace.begin + ["--updates", "4", "--no-rl"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        for name in ["photos/1.jpg", "paintings/2.png"] {
            #expect(outcome.errors.components(separatedBy: "skipped: " + place.path(name)).count == 2)
        }
        #expect(outcome.errors.contains("finished after 4 updates: the agent is run/weights.safetensors"))
    }

    @Test func aRunThatCannotBeginLeavesRoomForOne() throws {
        let place = try TrainingPlace.prepared()
        let originals = try (1...3).map { try Data(contentsOf: URL(fileURLWithPath: place.path("photos/\($0).jpg"))) }
        for number in 1...3 { try Self.truncate(place, "photos/\(number).jpg") }
        let refused = try place.program.run(TrainingPlace.begin + ["--updates", "1", "--no-rl"])
        #expect(refused.status == 1 && refused.errors.contains("image after image"), "\(refused.errors)")
        for (index, original) in originals.enumerated() {
            try original.write(to: URL(fileURLWithPath: place.path("photos/\(index + 1).jpg")))
        }
        let begun = try place.program.run(TrainingPlace.begin + ["--updates", "1", "--no-rl"])
        #expect(begun.status == 0, "\(begun.errors)")
        // And where it fails once its folder is made.
        try FileManager.default.removeItem(atPath: place.path("run"))
        try place.makeFolder("run")
        try place.write("in the way", to: "run/replay")
        let failed = try place.program.run(TrainingPlace.begin + ["--updates", "1", "--no-rl"])
        #expect(failed.status == 1 && failed.errors.contains("run/replay"), "\(failed.errors)")
        #expect(try Set(place.names(in: "run")).isDisjoint(with: ["configuration.json", "status.json"]))
        try FileManager.default.removeItem(atPath: place.path("run/replay"))
        let again = try place.program.run(TrainingPlace.begin + ["--updates", "1", "--no-rl"])
        #expect(again.status == 0, "\(again.errors)")
        let file = try place.program.run(TrainingPlace.begin.map { $0 == "run" ? "loss.safetensors" : $0 })
        #expect(file.status == 1 && file.errors.contains("loss.safetensors is a file"), "\(file.errors)")
    }

    @Test func goingOnTellsWhatIsMadeAlready() throws {
        let place = try TrainingPlace.prepared()
        let begun = try place.program.run(TrainingPlace.begin + ["--updates", "3", "--no-rl"])
        #expect(begun.status == 0, "\(begun.errors)")
        let fewer = try place.program.run(["train", "--run", "run", "--resume", "--updates", "2"])
        #expect(fewer.status == 1 && fewer.errors.contains("has made 3 updates already"), "\(fewer.errors)")
        #expect(TrainingPlace.status(place)?["targetUpdates"] as? Int == 3)
        #expect(TrainingPlace.status(place)?["state"] as? String == "finished")
        let again = try place.program.run(["train", "--run", "run", "--resume"])
        #expect(again.status == 0 && again.errors.contains("all 3 updates are made"), "\(again.errors)")
    }

    @Test func theWeightsThatARunBeganWithAreNeededOnlyToBegin() throws {
        let place = try TrainingPlace.prepared()
        let agent = Workplace.weights()
        try Safetensors.write(agent, to: place.path("a.safetensors"))
        let begun = try place.program.run(TrainingPlace.beginFrom + ["--updates", "2", "--init", "a.safetensors"])
        #expect(begun.status == 0, "\(begun.errors)")
        let goOn = { (updates: Int) in
            try place.program.run(["train", "--run", "run", "--resume", "--updates", "\(updates)"])
        }
        try FileManager.default.removeItem(atPath: place.path("a.safetensors"))
        let resumed = try goOn(3)
        #expect(resumed.status == 0 && TrainingPlace.status(place)?["updates"] as? Int == 3, "\(resumed.errors)")
        // Without a checkpoint the run begins again, and not from other weights than it names.
        try FileManager.default.removeItem(atPath: place.path("run/checkpoint"))
        var other = agent
        other.metadata["source"] = "another"
        try Safetensors.write(other, to: place.path("a.safetensors"))
        let refused = try goOn(4)
        #expect(refused.status == 1 && refused.errors.contains("has changed since the run was begun"))
        try Safetensors.write(agent, to: place.path("a.safetensors"))
        let again = try goOn(4)
        #expect(again.status == 0 && TrainingPlace.status(place)?["updates"] as? Int == 4, "\(again.errors)")
    }

    /// As in a copy of a run without its largest files.
    @Test(arguments: [true, false]) func aRunThatLostItsMemoryGoesOn(folderIsThere: Bool) throws {
        let place = try TrainingPlace.prepared()
        let begun = try place.program.run(TrainingPlace.begin + ["--updates", "2", "--no-rl"])
        #expect(begun.status == 0, "\(begun.errors)")
        try FileManager.default.removeItem(atPath: place.path("run/replay"))
        if folderIsThere { try place.makeFolder("run/replay") }
        let resumed = try place.program.run(["train", "--run", "run", "--resume", "--updates", "4"])
        #expect(resumed.status == 0 && resumed.errors.contains("it is filled anew"), "\(resumed.errors)")
        #expect(TrainingPlace.status(place)?["updates"] as? Int == 4)
    }

    /// What a shell's `>&-` leaves: no message may land in a file of the run.
    @Test func closedOutputsAreNotTheRunsFiles() throws {
        let place = try TrainingPlace.prepared()
        let begun = try place.program.shell(
            "\"$PROGRAM\" "
                + (TrainingPlace.begin + ["--updates", "1", "--no-rl"]).map { "'\($0)'" }.joined(separator: " ")
                + " 1>&- 2>&-")
        #expect(begun.status == 0, "\(begun.errors)")
        let lock = try String(contentsOfFile: place.path("run/lock"), encoding: .utf8)
        #expect(!lock.contains("update"), "\(lock)")
    }

    /// As a full disk does: it is told, and the run's folder says so too.
    @Test func aLimitOnTheSizesOfFilesIsTold() throws {
        let place = try TrainingPlace.prepared()
        let begun = try place.program.shell(
            "ulimit -f 2000; exec \"$PROGRAM\" "
                + (TrainingPlace.begin + ["--updates", "1", "--no-rl"]).map { "'\($0)'" }.joined(separator: " "))
        #expect(begun.status == 1 && begun.signal == nil, "\(begun.errors)")
        #expect(begun.lines.isEmpty && begun.errors.contains("File too large"), "\(begun.errors)")
        #expect(TrainingPlace.status(place)?["state"] as? String == "failed")
    }

    @Test(arguments: [SIGTERM, SIGINT]) func aSignalLeavesACheckpointToResumeFrom(_ signal: Int32) throws {
        let place = try TrainingPlace.prepared()
        let process = try place.program.started(TrainingPlace.begin)
        let isLearning = TrainingPlace.waits { (TrainingPlace.status(place)?["updates"] as? Int ?? 0) >= 2 }
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
        let left = try #require(TrainingPlace.status(place))
        let updates = try #require(left["updates"] as? Int)
        #expect(left["state"] as? String == "stopped")
        #expect(left["lastCheckpoint"] as? Int == updates)

        let resumed = try place.program.run(["train", "--run", "run", "--resume", "--updates", "\(updates + 2)"])
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(TrainingPlace.status(place)?["state"] as? String == "finished")
        let agent = try Agent.load(place.path("run/weights.safetensors"))
        #expect(agent.critics != nil)
    }
}
