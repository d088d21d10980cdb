import Foundation
import Glibc

/// The built program, run as a person runs it.
struct Program {
    /// What a run left behind.
    struct Outcome {
        let status: Int32
        /// The signal that ended it; nil where it ended by itself.
        let signal: Int32?
        let output: String
        let errors: String

        /// The lines of standard output.
        var lines: [String] { output.split(separator: "\n").map(String.init) }
        /// Whether standard error is one sentence of the program and nothing else.
        var hasOneSentence: Bool {
            errors.hasPrefix("ministyler: ") && errors.hasSuffix(".\n") && errors.dropLast().allSatisfy { $0 != "\n" }
        }
    }

    /// Beside the test bundle, or what `MINISTYLER_PROGRAM` names.
    static let path: String = {
        if let path = ProcessInfo.processInfo.environment["MINISTYLER_PROGRAM"] { return path }
        let bundle =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        let folder = URL(fileURLWithPath: bundle).deletingLastPathComponent()
        return folder.appendingPathComponent("ministyler").path
    }()

    /// The program to run; elsewhere than `path` for a copy that finds no assets.
    var executable = Program.path
    var folder: String?
    var environment: [String: String] = [:]

    /// Runs to the end, at most `seconds`; longer is an outcome of signal SIGKILL.
    func run(_ arguments: [String], seconds: Double = 600) throws -> Outcome {
        let process = try started(arguments)
        return try finish(process, seconds: seconds)
    }

    /// A shell's line; `$PROGRAM` is the program.
    func shell(_ line: String) throws -> Outcome {
        var copy = self
        copy.executable = "/bin/bash"
        copy.environment["PROGRAM"] = executable
        return try copy.run(["-c", line])
    }

    /// Starts without waiting; output and errors go into files that `finish` reads, so that no pipe fills up.
    func started(_ arguments: [String], standardError: FileHandle? = nil) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.currentDirectoryURL = folder.map { URL(fileURLWithPath: $0) }
        var inherited = ProcessInfo.processInfo.environment
        inherited["MINISTYLER_WEIGHTS"] = nil
        inherited["COLUMNS"] = "80"
        // Many programs run at once here; their threads would wait for one another.
        inherited["OMP_NUM_THREADS"] = "1"
        inherited["LC_ALL"] = "C.UTF-8"
        process.environment = inherited.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try Self.temporaryFile()
        process.standardError = try standardError ?? Self.temporaryFile()
        try process.run()
        return process
    }

    func finish(_ process: Process, seconds: Double = 600) throws -> Outcome {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while process.isRunning, Date() < deadline { usleep(10_000) }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        let wasSignal = process.terminationReason == .uncaughtSignal
        return Outcome(
            status: process.terminationStatus, signal: wasSignal ? process.terminationStatus : nil,
            output: try Self.content(process.standardOutput), errors: try Self.content(process.standardError))
    }

    private static func temporaryFile() throws -> FileHandle {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0, unlink(path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    private static func content(_ stream: Any?) throws -> String {
        guard let file = stream as? FileHandle, (try? file.seek(toOffset: 0)) != nil else { return "" }
        return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
    }
}
