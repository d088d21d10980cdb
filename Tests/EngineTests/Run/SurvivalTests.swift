import Files
import Foundation
import Tensors
import Testing

@testable import Engine

@Suite(.serialized) struct SurvivalTests {
    private static func images(in folder: TemporaryFolder) throws -> String {
        for number in 0..<6 {
            try ImageFolderTests.write(
                ImageFolderTests.picture(40 + 7 * number, 60 - 4 * number, mark: UInt8(40 * number)),
                folder.adding("images/\(number).png"))
        }
        return folder.adding("images")
    }

    private static func names(_ folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    private static func halfWritten(_ run: String) -> Bool {
        names(run + "/checkpoint").contains { $0.hasSuffix(".tmp") }
    }

    /// The number of the newest complete checkpoint, by its name.
    private static func newest(_ run: String) -> Int {
        names(run + "/checkpoint").compactMap { Int($0.dropFirst(7).prefix(7)) }.max() ?? 0
    }

    @Test func killedAgainAndAgainARunEndsAsIfNothingHadHappened() throws {
        let folder = try TemporaryFolder()
        let images = try Self.images(in: folder)
        let undisturbed = folder.adding("undisturbed")
        var trainer = try PracticeTrainer(run: undisturbed, images: images)
        try trainer.train()
        let expected = try Safetensors.read(undisturbed + "/weights.safetensors")

        let run = folder.adding("run")
        var generator = SystemRandomNumberGenerator()
        var kills = 0
        var killsWithinWrites = 0
        // At random, the later ones after the memory of 50 transitions has wrapped round.
        for part in 1...6 {
            let target = part * 30 + Int.random(in: -8...8, using: &generator)
            let process = try TrainerProcess(run: run, images: images, hold: target + 20)
            #expect(process.wait { Self.newest(run) >= target })
            usleep(.random(in: 0...30_000, using: &generator))
            process.killAndWait()
            kills += 1
            #expect(try RunStatus.read(run)?.health() == .died)
        }
        #expect(Self.newest(run) > 2 * PracticeTrainer.layout.capacity)
        // And within the writing of a checkpoint, told by what it leaves behind.
        for _ in 0..<40 where killsWithinWrites == 0 && Self.newest(run) < PracticeTrainer.updates - 20 {
            let process = try TrainerProcess(
                run: run, images: images, hold: Self.newest(run) + PracticeTrainer.interval)
            // The trainer clears away what an earlier one left; only then the next is its own.
            _ = process.wait { (try? RunStatus.read(run)?.process.identifier) == process.identifier }
            _ = process.wait(seconds: 5) { Self.halfWritten(run) }
            process.killAndWait()
            kills += 1
            killsWithinWrites += Self.halfWritten(run) ? 1 : 0
        }
        #expect(killsWithinWrites == 1 && kills >= 7)

        let last = try TrainerProcess(run: run, images: images)
        #expect(last.waitUntilExit() == 0)
        #expect(!Self.halfWritten(run))
        let status = try #require(try RunStatus.read(run))
        #expect(status.state == .finished && status.health() == .ended)
        #expect(status.updates == PracticeTrainer.updates && status.lastCheckpoint == PracticeTrainer.updates)
        #expect(try Safetensors.read(run + "/weights.safetensors") == expected)
        let state = try Safetensors.read(run + "/checkpoint/latest")
        #expect(
            state.tensors["generator"]
                == (try Safetensors.read(undisturbed + "/checkpoint/latest")).tensors["generator"])
    }

    @Test func obeysSignalsAndTheControlFile() throws {
        let folder = try TemporaryFolder()
        let images = try Self.images(in: folder)
        let run = folder.adding("run")
        let hold = PracticeTrainer.updates - 1
        let process = try TrainerProcess(run: run, images: images, hold: hold)
        func reaches(_ state: RunState) -> Bool {
            process.wait { (try? RunStatus.read(run))?.state == state }
        }
        #expect(reaches(.running))
        process.send(SIGUSR1)
        #expect(reaches(.paused))
        let updates = try RunStatus.read(run)?.updates
        usleep(50_000)
        #expect(try RunStatus.read(run)?.updates == updates)
        process.send(SIGUSR2)
        #expect(reaches(.running))
        try RunControl.pause(run)
        #expect(reaches(.paused))
        #expect(!FileManager.default.fileExists(atPath: run + "/control"))
        try RunControl.resume(run)
        #expect(reaches(.running))
        try RunControl.pause(run)
        #expect(reaches(.paused))
        process.send(SIGHUP)
        // A second trainer is refused and told by whom, even while the first one waits.
        #expect(throws: RunError.inUse(folder: run, process: process.identifier)) { try RunFolder.open(run) }
        let status = try #require(try RunStatus.read(run))
        #expect(status.process.identifier == process.identifier && status.health() == .alive)
        #expect(status.health(now: status.heartbeat + 60) == .stalled)
        process.send(SIGTERM)
        #expect(process.waitUntilExit() == 0)
        let ended = try #require(try RunStatus.read(run))
        #expect(ended.state == .stopped && ended.lastCheckpoint == ended.updates)
        #expect(Self.newest(run) == ended.updates)

        let second = try TrainerProcess(run: run, images: images, hold: hold)
        #expect(
            second.wait {
                (try? RunStatus.read(run)).map { $0.process.identifier == second.identifier && $0.state == .running }
                    ?? false
            })
        second.send(SIGINT)
        #expect(second.waitUntilExit() == 0)
        #expect(try RunStatus.read(run)?.state == .stopped)
        let third = try TrainerProcess(run: run, images: images, hold: hold)
        _ = third.wait { (try? RunStatus.read(run))?.process.identifier == third.identifier }
        try RunControl.stop(run)
        #expect(third.waitUntilExit() == 0)
        #expect(try RunStatus.read(run)?.state == .stopped)
    }
}
