import ArgumentParser
import Files
import Foundation
import Terminal
import Watch

/// The training dashboard.
struct Watch: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Watch training runs live: every TensorBoard event file below some folders.",
        discussion: """
            Live:      ministyler watch runs
            In text:   ministyler watch runs --snapshot 120x40 > screen.txt
            Numbers:   ministyler watch runs --csv --filter ^loss/ > losses.csv
            Waiting:   ministyler watch runs --wait 'reward/step > -0.2' --timeout 2h
            """)

    @Argument(help: "Folders or event files (default: the working folder).", completion: .directory)
    var directories: [String] = []

    @Option(
        help: ArgumentHelp("Print one screen of this size as text and end.", valueName: "columns×rows"),
        transform: SnapshotSize.init(parsing:))
    var snapshot: SnapshotSize?

    @Flag(help: "Print every number as CSV (run, tag, step, wall_time, value, smoothed) and end.")
    var csv = false

    @Option(
        help: ArgumentHelp(
            "Wait, without a screen, until the last values of a run meet a condition. The exit status is 0 then, 1 at the "
                + "timeout, 2 when all runs have ended without.",
            valueName: "condition"),
        transform: WaitCondition.init(argument:))
    var wait: WaitCondition?

    @Option(
        help: ArgumentHelp("How long to wait at most: 90s, 30m, 2h (default: without end).", valueName: "time"),
        transform: WaitTime.init(parsing:))
    var timeout: WaitTime?

    @Option(
        help: ArgumentHelp(
            "Show only tags in which this regular expression is found; run:EXPRESSION does so with names of runs.",
            valueName: "expression"))
    var filter: String?

    @Option(
        help: ArgumentHelp(
            "Smoothing of the curves, 0 (none) to below 1 (default: 0.6; none for --csv).", valueName: "share"))
    var smoothing: Double?

    @Option(help: "How pictures are shown (default: auto, or as the settings say).")
    var graphics: GraphicsRequest?

    @Option(help: "The background that the snapshot's colours are chosen for.")
    var background = SnapshotBackground.dark

    func validate() throws {
        if let smoothing, !(smoothing >= 0 && smoothing < 1) {
            throw ValidationError("Smoothing is a number from 0 to below 1, not \(smoothing).")
        }
        if let snapshot {
            let least = WatchSnapshot.smallest
            guard snapshot.columns >= least.columns, snapshot.rows >= least.rows else {
                throw ValidationError(
                    "The dashboard needs at least \(least.columns)x\(least.rows), so --snapshot cannot be "
                        + "\(snapshot.columns)x\(snapshot.rows).")
            }
        }
        guard [csv, snapshot != nil, wait != nil].filter({ $0 }).count <= 1 else {
            throw ValidationError("Name one of --snapshot, --csv and --wait.")
        }
        guard timeout == nil || wait != nil else { throw ValidationError("--timeout goes with --wait.") }
        if let filter {
            if let problem = WatchFilter(filter).problem { throw ValidationError("\(problem).") }
        }
    }

    func run() throws {
        let folders = directories.isEmpty ? ["."] : directories
        for folder in folders { try EventLog.check(folder) }
        if csv {
            try ScalarTable.write(directories: folders, filter: filter, smoothing: smoothing ?? 0) {
                try StandardOutput.write(line: $0)
            }
            return
        }
        if let wait { return try self.wait(for: wait, in: folders) }
        let smoothing = smoothing ?? 0.6
        guard let snapshot else {
            do {
                try ExplorerApplication.watch(
                    directories: folders, filter: filter, smoothing: smoothing, graphics: graphics)
            } catch TerminalError.notATerminal(let stream) {
                throw CommandError(
                    "The dashboard needs a terminal, but \(stream) is not one; run it in a terminal without "
                        + "redirection, or use --snapshot 120x40 for one screen as text or --csv for the numbers.")
            }
            return
        }
        let text = WatchSnapshot.render(
            directories: folders, columns: snapshot.columns, rows: snapshot.rows, filter: filter,
            smoothing: smoothing, background: background == .dark ? .dark : .light,
            noColor: !(ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty || isatty(STDOUT_FILENO) == 0)
        try StandardOutput.write(line: text, isDrawn: true)
    }
}

extension Watch {
    /// Ends the program with 0 where the condition holds, with 1 at the timeout and with 2 when no run can meet it any more.
    private func wait(for condition: WaitCondition, in folders: [String]) throws {
        var wait = RunWait(directories: folders, condition: condition, filter: filter ?? "", timeout: timeout?.seconds)
        switch wait.run() {
        case .holds(let line): try StandardOutput.write(line: line)
        case .timedOut(let sentence): throw CommandError("\(sentence).")
        case .ended(let sentence):
            StandardError.report(CommandError("\(sentence)."))
            throw ExitCode(2)
        }
    }
}

extension WaitCondition {
    /// A condition on the command line.
    fileprivate init(argument: String) throws {
        do {
            try self.init(argument)
        } catch {
            throw ValidationError("\(error).")
        }
    }
}

/// A time on the command line: 90s, 30m, 2h, 1h30m.
struct WaitTime {
    let seconds: Double

    init(parsing text: String) throws {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        var seconds = 0.0
        var rest = text[...]
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest.removeFirst(number.count)
            guard let value = Double(number), let unit = rest.first.flatMap({ units[$0] }) else {
                throw ValidationError("A time looks like 90s, 30m, 2h or 1h30m, not “\(text)”.")
            }
            seconds += value * unit
            rest.removeFirst()
        }
        guard !text.isEmpty, seconds <= 1e9 else {
            throw ValidationError("A time looks like 90s, 30m, 2h or 1h30m and is at most 30 years, not “\(text)”.")
        }
        self.seconds = seconds
    }
}

/// A screen's size on the command line: 120x40.
struct SnapshotSize {
    let columns: Int
    let rows: Int

    init(parsing text: String) throws {
        let parts = text.split(whereSeparator: { "x×X".contains($0) }).map { Int($0) }
        guard parts.count == 2, let columns = parts[0], let rows = parts[1], (1...1000).contains(columns),
            (1...1000).contains(rows)
        else { throw ValidationError("A size looks like 120x40, at most 1000x1000, not “\(text)”.") }
        self.columns = columns
        self.rows = rows
    }
}

/// The background that colours are chosen for.
enum SnapshotBackground: String, ExpressibleByArgument, CaseIterable {
    case dark
    case light
}
