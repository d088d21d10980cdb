import Foundation
import Testing

@testable import Engine

/// A practice trainer in a process of its own: this test program once more, asked for the one test below.
final class TrainerProcess {
    private static let runVariable = "MINISTYLER_PRACTICE_RUN"
    private static let imagesVariable = "MINISTYLER_PRACTICE_IMAGES"
    private static let holdVariable = "MINISTYLER_PRACTICE_HOLD"
    static let run = ProcessInfo.processInfo.environment[runVariable]
    static let images = ProcessInfo.processInfo.environment[imagesVariable]
    static let hold = ProcessInfo.processInfo.environment[holdVariable].flatMap { Int($0) }

    private let process = Process()
    let folder: String

    /// A trainer that makes no update after number `hold` and only listens, or one that ends when it is done.
    init(run folder: String, images: String, hold: Int = PracticeTrainer.updates) throws {
        self.folder = folder
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["--testing-library", "swift-testing", "--filter", "PracticeTrainerChild"]
        var environment = ProcessInfo.processInfo.environment
        environment[Self.runVariable] = folder
        environment[Self.imagesVariable] = images
        environment[Self.holdVariable] = "\(hold)"
        process.environment = environment
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    deinit { if process.isRunning { send(SIGKILL) } }

    var identifier: Int32 { process.processIdentifier }
    var isRunning: Bool { process.isRunning }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Ends the process at once and waits for its end.
    func killAndWait() {
        send(SIGKILL)
        process.waitUntilExit()
    }

    func waitUntilExit() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Waits until `condition` holds; false where it does not within `seconds` or the process ends before.
    func wait(seconds: Double = 180, until condition: () throws -> Bool) rethrows -> Bool {
        let end = Date(timeIntervalSinceNow: seconds)
        while Date() < end {
            if try condition() { return true }
            if !process.isRunning { return try condition() }
            usleep(500)
        }
        return false
    }
}

@Suite struct PracticeTrainerChild {
    @Test(.enabled(if: TrainerProcess.run != nil, "runs in a process of its own"))
    func trains() throws {
        let run = try #require(TrainerProcess.run)
        RunSignals.install()
        var trainer = try PracticeTrainer(
            run: run, images: #require(TrainerProcess.images), pause: 2000, hold: #require(TrainerProcess.hold))
        try trainer.train()
    }
}
