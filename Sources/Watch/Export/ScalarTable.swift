import Files
import Screens

/// Every number of some runs as comma-separated values, for scripts.
package enum ScalarTable {
    /// Reads everything below some folders and gives it out line by line, in the order of runs, tags and events:
    /// `run,tag,step,wall_time,value,smoothed`, runs under the names that the dashboard shows. Numbers are written so that
    /// reading them gives the same value again.
    ///
    /// - Parameters:
    ///   - directories: folders with TensorBoard event files anywhere below, or single event files.
    ///   - filter: as `WatchFilter` takes it; other tags and runs are left out. nil for all.
    ///   - smoothing: share of the past in the last column, which is empty for 0.
    ///   - write: takes some lines without the last line's end.
    /// - Throws: `FileError` where event files cannot be read, and what `write` throws.
    package static func write(
        directories: [String], filter: String? = nil, smoothing: Double = 0, to write: (String) throws -> Void
    ) throws {
        let log = EventLog(directories)
        let progress = log.poll()
        if let failure = progress.failures.first { throw failure }
        let filter = WatchFilter(filter ?? "")
        try write(ChartTable.header)
        let names = RunNames.of(log.runs, in: log.runs.map { RunNames.runFolder(of: $0.folder) })
        let passing = Set(filter.runNames(names))
        for (run, name) in zip(log.runs, names) where passing.contains(name) {
            let shown = Set(filter.tags(run.scalars.map(\.tag)))
            for series in run.scalars where shown.contains(series.tag) {
                var curve = SmoothedCurve(weight: smoothing)
                if smoothing > 0 { curve.follow(series) }
                var lines: [String] = []
                for index in 0..<series.count {
                    lines.append(
                        ChartTable.line(
                            run: name, series: series, index: index,
                            smoothed: smoothing > 0 ? curve.values[index] : nil))
                    // Not too much text at a time.
                    if lines.count == 10_000 || index == series.count - 1 {
                        try write(lines.joined(separator: "\n"))
                        lines = []
                    }
                }
            }
        }
    }
}

/// A chart's data as comma-separated values: what the view shows from left to right, every point, raw and smoothed.
enum ChartTable {
    static let header = "run,tag,step,wall_time,value,smoothed"

    static func csv(_ content: ChartContent) -> String {
        var text = header + "\n"
        for line in content.lines {
            let series = line.points.series
            let indices = line.points.isAscending ? line.points.indices(in: content.range) : 0..<series.count
            for index in indices where content.range.contains(line.points.x(index)) {
                text +=
                    Self.line(
                        run: line.runName, series: series, index: index, smoothed: line.smoothed.map { $0[index] })
                    + "\n"
            }
        }
        return text
    }

    /// One point, without a line's end.
    static func line(run: String, series: ScalarSeries, index: Int, smoothed: Double?) -> String {
        "\(quoted(run.displayed)),\(quoted(series.tag.displayed)),\(series.steps[index]),\(series.wallTimes[index]),"
            + "\(series.values[index]),\(smoothed.map { "\($0)" } ?? "")"
    }

    /// A field after RFC 4180.
    private static func quoted(_ field: String) -> String {
        guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }
}
