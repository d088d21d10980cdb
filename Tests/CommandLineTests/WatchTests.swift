import Engine
import Files
import Foundation
import Testing

@Suite struct WatchTests {
    private func run(_ workplace: Workplace, _ name: String) throws -> EventFileWriter {
        let writer = try EventFileWriter(directory: workplace.path(name), flushInterval: .zero)
        for step in 0..<50 { try writer.add(scalar: Float(step) / 3, tag: "train/loss", step: step) }
        return writer
    }

    @Test func snapshotIsOneScreenOfText() throws {
        let workplace = try Workplace()
        try run(workplace, "first").close()
        let outcome = try Program().run(["watch", workplace.folder, "--snapshot", "100x20", "--filter", "LOSS"])
        #expect(outcome.status == 0)
        #expect(outcome.errors.isEmpty)
        let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 21)
        #expect(outcome.output.contains("train/loss"))
        #expect(!outcome.output.contains("\u{1B}"))
        let filtered = try Program().run(["watch", workplace.folder, "--snapshot", "100x20", "--filter", "^x"])
        #expect(filtered.output.contains("No tag matches"))
    }

    @Test(arguments: [
        ["--snapshot", "100"], ["--snapshot", "0x20"], ["--smoothing", "1"], ["--smoothing", "-0.1"],
        ["--filter", "["], ["--csv", "--snapshot", "80x24"], ["--snapshot", "10x5"], ["--snapshot", "39x40"],
        ["--snapshot", "120x11"], ["--filter", "run:["], ["--wait", "loss"], ["--wait", "1 < 2"],
        ["--wait", "loss < 1", "--csv"], ["--wait", "loss < 1", "--timeout", "soon"], ["--timeout", "2h"],
        ["--wait", "loss < 1", "--timeout", ""],
    ])
    func wrongUsageEndsWith64(_ arguments: [String]) throws {
        let outcome = try Program().run(["watch"] + arguments)
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
        #expect(!outcome.errors.isEmpty)
    }

    @Test func withoutATerminalTheOptionsForTextAreNamed() throws {
        let workplace = try Workplace()
        try run(workplace, "first").close()
        var program = Program()
        program.environment["TERM"] = "xterm-256color"
        let outcome = try program.run(["watch", workplace.folder])
        #expect(outcome.status == 1 && outcome.output.isEmpty && outcome.hasOneSentence)
        for word in ["The dashboard", "standard input", "--snapshot", "--csv"] {
            #expect(outcome.errors.contains(word), "\(outcome.errors)")
        }
        #expect(!outcome.errors.contains("explorer") && !outcome.errors.contains("stylize"))
    }

    @Test(arguments: [["--snapshot", "120x40"], ["--csv"], []]) func aFileThatIsNoEventFileIsRefused(
        _ arguments: [String]
    ) throws {
        let workplace = try Workplace()
        try workplace.write("no events are in here", to: "README.md")
        try workplace.write("no events are in here", to: "events.out.tfevents.1.host")
        for name in ["README.md", "events.out.tfevents.1.host"] {
            let outcome = try Program().run(["watch", workplace.path(name)] + arguments)
            #expect(outcome.status == 1 && outcome.output.isEmpty && outcome.hasOneSentence)
            #expect(outcome.errors.contains("\(name) is not a TensorBoard event file"), "\(outcome.errors)")
        }
    }

    @Test func anEventFileIsShownByItself() throws {
        let workplace = try Workplace()
        let writer = try run(workplace, "first")
        try writer.close()
        let shown = try Program().run(["watch", writer.path, "--snapshot", "80x24"])
        #expect(shown.status == 0 && shown.output.contains("train/loss"))
        // A writer's file is empty for a moment.
        try workplace.write("", to: "events.out.tfevents.1.host")
        let begun = try Program().run(["watch", workplace.path("events.out.tfevents.1.host"), "--csv"])
        #expect(begun.status == 0 && begun.errors.isEmpty)
    }

    @Test func everyNumberIsPrintedAsCSV() throws {
        let workplace = try Workplace()
        try run(workplace, "first").close()
        let outcome = try Program().run(["watch", workplace.folder, "--csv"])
        #expect(outcome.status == 0)
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.first == "run,tag,step,wall_time,value,smoothed")
        #expect(lines.count == 51)
        let last = lines[50].split(separator: ",", omittingEmptySubsequences: false)
        #expect(last[0] == "first" && last[1] == "train/loss" && last[2] == "49" && last[5].isEmpty)
        #expect(Float(last[4]) == Float(49) / 3)
        let smoothed = try Program().run(["watch", workplace.folder, "--csv", "--smoothing", "0.5", "--filter", "loss"])
        let second = smoothed.output.split(separator: "\n")[2].split(separator: ",")
        // (0 · ½ + ⅓ · ½) / (1 − ¼)
        #expect(abs((Double(second[5]) ?? .nan) - 2.0 / 9) < 1e-6)
        let none = try Program().run(["watch", workplace.folder, "--csv", "--filter", "^x"])
        #expect(none.output == "run,tag,step,wall_time,value,smoothed\n")
    }

    @Test func screenAndTableCallRunsTheSame() throws {
        let workplace = try Workplace()
        try run(workplace, "first/events").close()
        try workplace.write("{}", to: "first/status.json")
        let table = try Program().run(["watch", workplace.folder, "--csv"])
        #expect(table.lines.dropFirst().allSatisfy { $0.hasPrefix("first,") })
        let screen = try Program().run(["watch", workplace.folder, "--snapshot", "100x20"])
        #expect(screen.output.contains("Watch first ") && !screen.output.contains("first/events"))
        // Two that would be called the same keep their folders' names.
        try run(workplace, "first").close()
        let both = try Program().run(["watch", workplace.folder, "--csv"])
        #expect(Set(both.lines.dropFirst().map { $0.prefix { $0 != "," } }) == ["first", "first/events"])
    }

    @Test func waitingTellsByItsStatusWhatCame() throws {
        let workplace = try Workplace()
        try run(workplace, "first").close()
        let holds = try Program().run(["watch", workplace.folder, "--wait", "train/loss > 16 && train/loss < 17"])
        #expect(holds.status == 0 && holds.errors.isEmpty)
        #expect(
            holds.lines.count == 1 && holds.output.hasPrefix("first: train/loss = 16.33")
                && holds.output.hasSuffix("at step 49\n"))
        let late = try Program().run(["watch", workplace.folder, "--wait", "train/loss < 0", "--timeout", "0.5s"])
        #expect(late.status == 1 && late.output.isEmpty && late.hasOneSentence)
        #expect(late.errors.contains("“train/loss < 0” did not hold within 0.5s: first: train/loss = 16.33"))
        // A trainer that has ended writes nothing any more.
        let status = try JSONEncoder().encode(RunStatus(state: .finished, updates: 50))
        try workplace.write(String(decoding: status, as: UTF8.self), to: "first/status.json")
        let ended = try Program().run(["watch", workplace.folder, "--wait", "train/loss < 0", "--timeout", "10m"])
        #expect(ended.status == 2 && ended.output.isEmpty && ended.hasOneSentence, "\(ended)")
        #expect(ended.errors.contains("did not hold when the run ended: first: train/loss"))
    }

    /// The real program on a real pseudo-terminal, which `script` gives it.
    @Test func theScreenFollowsAWriter() throws {
        let workplace = try Workplace()
        let writer = try run(workplace, "runs/first")
        let log = workplace.path("terminal.log")
        let input = Pipe()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/script")
        let command = "stty cols 100 rows 30; exec '\(Program.path)' watch '\(workplace.path("runs"))' --graphics none"
        process.arguments = ["--quiet", "--flush", "--return", "--command", command, log]
        var environment = ProcessInfo.processInfo.environment
        environment["TERM"] = "xterm-256color"
        environment["LC_ALL"] = "C.UTF-8"
        process.environment = environment
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
        func isShown(_ text: String) -> Bool {
            for _ in 0..<4000 {
                let bytes = (try? Data(contentsOf: URL(fileURLWithPath: log))) ?? Data()
                if String(decoding: bytes, as: UTF8.self).contains(text) { return true }
                usleep(50_000)
            }
            return false
        }
        #expect(isShown("train/loss"))
        // Only what is new is written, so what is waited for must be new as a whole.
        try writer.add(scalar: 1, tag: "train/accuracy", step: 1)
        #expect(isShown("train/accuracy"))
        try run(workplace, "runs/second").close()
        #expect(isShown("Runs 2"))
        input.fileHandleForWriting.write(Data("q".utf8))
        for _ in 0..<2000 where process.isRunning { usleep(50_000) }
        #expect(!process.isRunning)
        #expect(process.isRunning || process.terminationStatus == 0)
    }
}
