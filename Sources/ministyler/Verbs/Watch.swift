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
        guard !csv || snapshot == nil else { throw ValidationError("Name either --snapshot or --csv.") }
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
