import Files
import Foundation
import Testing

@testable import Engine

@Suite struct RunFolderTests {
    private struct Configuration: Codable, Equatable {
        var batch = 8
        var rate: Float = 2e-5
    }

    private static func file(_ value: Float) -> TensorFile {
        TensorFile(metadata: ["kind": "test"], tensors: ["w": StoredTensor(shape: [1], values: [value])])
    }

    private static func names(_ folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    @Test func aRunIsBegunOnceAndThenOpened() throws {
        let folder = try TemporaryFolder()
        let path = folder.adding("deep/run")
        #expect(throws: RunError.notARun(folder: path)) { try RunFolder.open(path) }
        do {
            let run = try RunFolder.create(path, configuration: Configuration())
            #expect(try run.latestCheckpoint() == nil)
        }
        #expect(try RunFolder.readConfiguration(Configuration.self, from: path) == Configuration())
        #expect(throws: RunError.exists(folder: path)) {
            try RunFolder.create(path, configuration: Configuration())
        }
        _ = try RunFolder.open(path)
        try AtomicFile.write(Array("{\"batch\": 3}".utf8), to: path + "/configuration.json")
        #expect(throws: RunError.damaged(path: path + "/configuration.json", reason: "rate is missing")) {
            try RunFolder.readConfiguration(Configuration.self, from: path)
        }
    }

    @Test func aSecondTrainerIsRefusedAndTheNextAdmitted() throws {
        let folder = try TemporaryFolder()
        do {
            let run = try RunFolder.create(folder.path, configuration: Configuration())
            let refusal = RunError.inUse(folder: folder.path, process: getpid())
            #expect(throws: refusal) { try RunFolder.open(folder.path) }
            #expect(throws: refusal) { try RunFolder.create(folder.path, configuration: Configuration()) }
            #expect("\(refusal)".contains("process \(getpid())"))
            run.end(.stopped)
        }
        // What is left of the lock of a trainer that is gone is in nobody's way.
        #expect(FileManager.default.fileExists(atPath: folder.adding("lock")))
        _ = try RunFolder.open(folder.path)
    }

    @Test func theLatestCheckpointAndTheOneBeforeAreKept() throws {
        let folder = try TemporaryFolder()
        let run = try RunFolder.create(folder.path, configuration: Configuration())
        for update in [5, 10, 1_000, 12_345_678] {
            try run.writeCheckpoint(Self.file(Float(update)), update: update)
            #expect(try Safetensors.read(folder.adding("checkpoint/latest")) == Self.file(Float(update)))
            let latest = try #require(try run.latestCheckpoint())
            #expect(latest.update == update && latest.file == Self.file(Float(update)) && latest.damaged.isEmpty)
        }
        #expect(
            Self.names(folder.adding("checkpoint"))
                == ["latest", "update-0001000.safetensors", "update-12345678.safetensors"])
        #expect(run.status.current.lastCheckpoint == 12_345_678)
    }

    @Test func aDamagedCheckpointGivesWayToTheOneBefore() throws {
        let folder = try TemporaryFolder()
        let run = try RunFolder.create(folder.path, configuration: Configuration())
        try run.writeCheckpoint(Self.file(1), update: 10)
        try run.writeCheckpoint(Self.file(2), update: 20)
        let newest = folder.adding("checkpoint/update-0000020.safetensors")
        try AtomicFile.write(Array(Data(contentsOf: URL(fileURLWithPath: newest)).dropLast(2)), to: newest)
        let latest = try #require(try run.latestCheckpoint())
        #expect(latest.update == 10 && latest.file == Self.file(1))
        #expect(latest.damaged.count == 1 && latest.damaged[0].contains(newest))
        // Going on from there, the future that was given up goes.
        try run.writeCheckpoint(Self.file(3), update: 15)
        #expect(try run.latestCheckpoint()?.update == 15)
        #expect(!FileManager.default.fileExists(atPath: newest))
        for update in [10, 15] {
            try AtomicFile.write([1], to: folder.adding("checkpoint/update-00000\(update).safetensors"))
        }
        #expect(throws: RunError.self) { try run.latestCheckpoint() }
    }

    @Test func leftoversOfAKilledTrainerAreRemoved() throws {
        let folder = try TemporaryFolder()
        _ = try RunFolder.create(folder.path, configuration: Configuration())
        for name in ["checkpoint", "weights", "."] {
            try Data([1]).write(to: URL(fileURLWithPath: folder.adding(name + "/.ministyler-abc.tmp")))
        }
        try Data([1]).write(to: URL(fileURLWithPath: folder.adding("mine.tmp")))
        _ = try RunFolder.open(folder.path)
        #expect(Self.names(folder.adding("checkpoint")).isEmpty && Self.names(folder.adding("weights")).isEmpty)
        #expect(Self.names(folder.path).filter { $0.hasSuffix(".tmp") } == ["mine.tmp"])
    }

    @Test func aReaderNeverSeesHalfAStatus() throws {
        let folder = try TemporaryFolder()
        let writer = try StatusWriter(folder: folder.path, status: RunStatus(targetUpdates: 10), interval: 0.001)
        let end = Date(timeIntervalSinceNow: 0.5)
        var seen: Set<Int> = []
        var count = 0
        while Date() < end {
            count += 1
            writer.update {
                $0.updates = count
                $0.message = String(repeating: "x", count: count % 5000)
            }
            let status = try #require(try RunStatus.read(folder.path))
            #expect(status.message.count == status.updates % 5000)
            seen.insert(status.updates)
        }
        #expect(seen.count > 10)
        writer.update { $0.state = .finished }
        writer.end()
        let status = try #require(try RunStatus.read(folder.path))
        #expect(status.state == .finished && status.updates == count && status.progressAt > status.startedAt)
        #expect(Self.names(folder.path) == ["status.json"])
    }

    @Test func healthIsJudgedByProcessAndHeartbeat() throws {
        let folder = try TemporaryFolder()
        #expect(try RunStatus.read(folder.path) == nil)
        var status = RunStatus(state: .running)
        #expect(status.health() == .alive)
        #expect(status.health(now: status.heartbeat + 21) == .stalled)
        #expect(status.health(silence: 30, now: status.heartbeat + 21) == .alive)
        // A process that ended.
        let sleeper = Process()
        sleeper.executableURL = URL(fileURLWithPath: "/bin/sleep")
        sleeper.arguments = ["60"]
        try sleeper.run()
        status.process = RunningProcess(identifier: sleeper.processIdentifier)
        #expect(status.health() == .alive)
        kill(sleeper.processIdentifier, SIGKILL)
        sleeper.waitUntilExit()
        #expect(status.health() == .died)
        status.state = .failed
        #expect(status.health() == .ended)
        // The number of a process that is gone may belong to another one now.
        status.state = .paused
        let own = try JSONSerialization.jsonObject(with: JSONEncoder().encode(RunningProcess.current))
        func altered(_ key: String, _ value: Any) throws -> RunningProcess {
            var fields = try #require(own as? [String: Any])
            fields[key] = value
            return try JSONDecoder().decode(
                RunningProcess.self, from: JSONSerialization.data(withJSONObject: fields))
        }
        status.process = try altered("startTicks", 12345)
        #expect(status.health() == .died)
        status.process = try altered("bootIdentifier", "another")
        #expect(status.health() == .died)
        // On another machine only the heartbeat tells.
        status.process = try altered("host", "elsewhere.example")
        #expect(status.health() == .alive)
        #expect(status.health(now: status.heartbeat + 60) == .died)
        try Data("{".utf8).write(to: URL(fileURLWithPath: folder.adding("status.json")))
        #expect(throws: RunError.self) { try RunStatus.read(folder.path) }
    }

    @Test func timeLeftFollowsFromSpeed() {
        var status = RunStatus(updates: 400, targetUpdates: 1000)
        #expect(status.secondsLeft == nil)
        status.updatesPerSecond = 2
        #expect(status.secondsLeft == 300)
        status.updates = 1200
        #expect(status.secondsLeft == 0)
        status.targetUpdates = nil
        #expect(status.secondsLeft == nil)
    }

    @Test func aRequestIsObeyedOnceAndAnOldOneDropped() throws {
        let folder = try TemporaryFolder()
        try RunControl.stop(folder.path)
        let commands = RunCommands(folder: folder.path)
        #expect(commands.poll() == .go)
        try RunControl.pause(folder.path)
        #expect(commands.poll() == .wait)
        #expect(commands.poll() == .wait)
        try AtomicFile.write(Array("jump\n".utf8), to: folder.adding("control"))
        #expect(commands.poll() == .wait)
        try RunControl.pause(folder.path)
        try RunControl.resume(folder.path)
        #expect(commands.poll() == .go)
        try RunControl.stop(folder.path)
        #expect(commands.poll() == .stop)
        try RunControl.resume(folder.path)
        #expect(commands.poll() == .stop)
        #expect(throws: RunError.self) { try RunControl.stop("/nowhere") }
    }

    @Test func weightsAreThinned() throws {
        let all = (1...1000).map { 100 * $0 }
        let kept = WeightRetention().kept(of: all)
        #expect(kept.suffix(10) == all.suffix(10))
        #expect(kept.first == 100 && kept.count < 50)
        // Older ones are at most two intervals of a fifth apart where the series is fine enough.
        for (a, b) in zip(kept, kept.dropFirst()) where a > 1000 { #expect(Double(b) / Double(a) < 1.45) }
        // Thinning at every step gives the same as thinning at the end.
        for retention in [
            WeightRetention(), WeightRetention(newest: 3, spacing: .every(700)),
            WeightRetention(newest: 2, spacing: .all),
        ] {
            var series: [Int] = []
            for update in all { series = retention.kept(of: series + [update]) }
            #expect(series == retention.kept(of: all))
        }
        #expect(
            WeightRetention(newest: 2, spacing: .every(300)).kept(of: [100, 200, 300, 400, 500, 600, 700]) == [
                300, 600, 700,
            ])

        let folder = try TemporaryFolder()
        let run = try RunFolder.create(folder.path, configuration: Configuration())
        run.retention = WeightRetention(newest: 2, spacing: .every(20))
        for update in stride(from: 10, through: 70, by: 10) {
            try run.writeWeights(Self.file(Float(update)), update: update)
        }
        let weights = RunFolder.weights(in: folder.path)
        #expect(weights.map(\.update) == [20, 40, 60, 70])
        #expect(try Safetensors.read(weights[3].path) == Self.file(70))
    }

    @Test func everyErrorNamesTheThingAndARemedy() {
        let errors: [RunError] = [
            .inUse(folder: "/run", process: 7), .inUse(folder: "/run", process: nil), .exists(folder: "/run"),
            .notARun(folder: "/run"), .noCheckpoint(folder: "/run", reason: nil),
            .noCheckpoint(folder: "/run", reason: "short"), .damaged(path: "/run", reason: "short"),
            .inaccessible(path: "/run", reason: "denied"), .diskFull(path: "/run", bytes: 5 << 20),
            .otherReplayLayout(path: "/run"), .noImageFolder(folder: "/run", reason: "denied"),
            .tooFewImages(folder: "/run", role: "style", found: 1, needed: 2, skipped: 3),
            .unreadableImages(folder: "/run", example: "a.png"),
        ]
        for error in errors {
            #expect(error.description.contains("/run") && error.description.contains(";"))
            #expect(!error.description.contains("\n"))
        }
    }
}
