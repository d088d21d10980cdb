import Files
import Foundation
import Screens
import Terminal

/// How fast the dashboard reads event files and answers keys.
package struct WatchBenchmark: Sendable, Encodable {
    /// One key: from the press to the drawn frame, without the terminal's own work.
    package struct KeyTime: Sendable, Encodable {
        /// What the key does.
        package let action: String
        /// Milliseconds, in the middle and at worst.
        package let median: Double, worst: Double
    }

    /// Scalars read, under how many tags.
    package let points: Int, tags: Int
    /// Length of the event files.
    package let fileBytes: Int
    /// Reading everything, best and middle of several, s.
    package let bestLoadSeconds: Double, medianLoadSeconds: Double
    /// Bytes of the columns, for each point.
    package let bytesPerPoint: Double
    /// Growth of the process's resident memory over the first reading, bytes.
    package let residentGrowth: Int
    /// Charts on the screen, and its extent in cells.
    package let charts: Int, columns: Int, rows: Int
    /// Each key with its time.
    package let keys: [KeyTime]

    /// Measures with the event files below a folder, or with 1,000,000 scalars under 20 tags that are written first.
    ///
    /// - Parameters:
    ///   - events: the folder; nil for files of its own in a temporary folder, which is removed afterwards.
    ///   - rounds: how often everything is measured, at least 1.
    /// - Throws: `FileError`.
    package static func run(events: String? = nil, rounds: Int = 7) throws -> WatchBenchmark {
        if let events { return try measure(events, rounds) }
        let folder = NSTemporaryDirectory() + "ministyler-bench-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try writeSamples(folder, tags: 20, points: 50_000)
        return try measure(folder, rounds)
    }

    /// Noisy curves with the steps of one run.
    private static func writeSamples(_ folder: String, tags: Int, points: Int) throws {
        let writer = try EventFileWriter(directory: folder)
        var state: UInt64 = 1
        for step in 0..<points {
            for tag in 0..<tags {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let noise = Double(state >> 40) / Double(1 << 24)
                let value = exp(-Double(step) / 20_000) * Double(tag + 1) + noise
                try writer.add(
                    scalar: Float(value), tag: "bench\(tag)/value", step: step, wallTime: 1.7e9 + Double(step) * 1.3)
            }
        }
        try writer.close()
    }

    private static func measure(_ folder: String, _ rounds: Int) throws -> WatchBenchmark {
        let before = residentBytes()
        var log = EventLog([folder])
        var seconds: [Double] = []
        var growth = 0
        for round in 0..<max(1, rounds) {
            let start = ContinuousClock.now
            log = EventLog([folder])
            let progress = log.poll()
            seconds.append((ContinuousClock.now - start) / .seconds(1))
            if let failure = progress.failures.first { throw failure }
            if round == 0 { growth = residentBytes() - before }
        }
        let series = log.runs.flatMap(\.scalars)
        let points = series.reduce(0) { $0 + $1.count }
        var screen = Screen(log)
        let keys = screen.measure(rounds: rounds)
        seconds.sort()
        return WatchBenchmark(
            points: points, tags: series.count,
            fileBytes: log.runs.reduce(0) { $0 + fileBytes($1.folder) }, bestLoadSeconds: seconds[0],
            medianLoadSeconds: seconds[(seconds.count - 1) / 2],
            bytesPerPoint: Double(series.reduce(0) { $0 + $1.memory }) / Double(max(1, points)),
            residentGrowth: growth, charts: screen.shownCharts, columns: Screen.size.columns, rows: Screen.size.rows,
            keys: keys)
    }

    private static func fileBytes(_ folder: String) -> Int {
        EventLog.files(in: folder).reduce(0) { sum, path in
            sum + ((try? FileSize.bytes(of: path)) ?? 0)
        }
    }

    private static func residentBytes() -> Int {
        let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
        return (pages?.dropFirst().first.flatMap { Int($0) } ?? 0) * sysconf(Int32(_SC_PAGESIZE))
    }
}

/// A dashboard of 20 charts without a terminal.
private struct Screen {
    static let size = Size(columns: 200, rows: 60)
    private var state = WatchState()

    init(_ log: EventLog) {
        state.size = Self.size
        state.grouping = .single
        state.gridColumns = 5
        state.gridRows = 4
        var observer = RunObserver()
        _ = state.reduce(.surface(Surface(Capabilities(graphics: .sixel, textColors: .trueColor))))
        state.settle(
            state.reduce(.runs(observer.observe(log.runs, now: Date().timeIntervalSince1970), isLoading: false)))
        _ = WatchView.frame(state)
    }

    var shownCharts: Int { WatchLayout(state).charts(state).count }

    mutating func measure(rounds: Int) -> [WatchBenchmark.KeyTime] {
        let actions: [(String, [Key])] = [
            ("zoom in", [.character("+")]), ("move the view", [.character("b")]),
            ("show everything", [.character("0")]),
            ("move the cursor", [.left]), ("more smoothing", [.character("s")]),
            ("less smoothing", [.character("S")]), ("logarithmic scale", [.character("Y")]),
            ("symmetric scale", [.character("Y")]), ("linear scale", [.character("Y")]),
            ("fit smoothed", [.character("o")]), ("time axis", [.character("x")]), ("next chart", [.character("]")]),
            ("one chart alone", [.enter]), ("all charts", [.enter]),
        ]
        var times = actions.map { _ in [Double]() }
        for _ in 0..<max(1, rounds) {
            for (place, action) in actions.enumerated() {
                for key in action.1 { times[place].append(milliseconds(key)) }
            }
            // Three axes, then it begins again.
            _ = state.reduce(.input(.key(.character("x"))))
            _ = state.reduce(.input(.key(.character("x"))))
        }
        return zip(actions, times).map { action, times in
            let sorted = times.sorted()
            return WatchBenchmark.KeyTime(
                action: action.0, median: sorted[(sorted.count - 1) / 2], worst: sorted[sorted.count - 1])
        }
    }

    private mutating func milliseconds(_ key: Key) -> Double {
        let start = ContinuousClock.now
        state.settle(state.reduce(.input(.key(key))))
        let frame = WatchView.frame(state)
        precondition(frame.size == Self.size)
        return (ContinuousClock.now - start) / .milliseconds(1)
    }
}
