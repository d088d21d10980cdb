import Files

/// Every number of some runs as comma-separated values, for scripts.
package enum ScalarTable {
    /// Reads everything below some folders and gives it out line by line, in the order of runs, tags and events:
    /// `run,tag,step,wall_time,value,smoothed`, runs under the names that the dashboard shows. Numbers are written so that
    /// reading them gives the same value again.
    ///
    /// - Parameters:
    ///   - directories: folders with TensorBoard event files anywhere below, or single event files.
    ///   - filter: a regular expression; tags that it is not found in are left out. nil for all.
    ///   - smoothing: share of the past in the last column, which is empty for 0.
    ///   - write: takes some lines without the last line's end.
    /// - Throws: `FileError` where event files cannot be read, and what `write` throws.
    package static func write(
        directories: [String], filter: String? = nil, smoothing: Double = 0, to write: (String) throws -> Void
    ) throws {
        let log = EventLog(directories)
        let progress = log.poll()
        if let failure = progress.failures.first { throw failure }
        let filter = TagFilter(filter ?? "")
        try write(ChartTable.header)
        let names = RunNames.of(log.runs, in: log.runs.map { RunNames.runFolder(of: $0.folder) })
        for (run, name) in zip(log.runs, names) {
            let shown = Set(filter.matches(run.scalars.map(\.tag)))
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
