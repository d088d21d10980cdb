import Files

/// The numbers that a run logged under one tag of its TensorBoard event files: three columns of one length, in the order of the
/// file.
public struct EventSeries: Sendable {
    /// The run: its folder below the one that was read, or that folder's own name.
    public let run: String
    /// The tag, such as `loss/style`; docs/metrics.md defines those of training.
    public let tag: String
    /// The update of each number.
    public let steps: [Int]
    /// When each was logged, seconds since 1970.
    public let wallTimes: [Double]
    /// The numbers; may hold NaN and infinities.
    public let values: [Double]

    /// Reads an event file, or all below a folder, such as a run's: run after run, tags in the order of their appearance. Damaged
    /// records are left out. Empty where there are none.
    ///
    /// - Throws: `MiniStylerError.file` where the path is missing, a file cannot be read or is no event file.
    public static func read(_ path: String) throws(MiniStylerError) -> [EventSeries] {
        try MiniStylerError.translating {
            try EventLog.check(path)
            let log = EventLog([path])
            while true {
                let progress = log.poll()
                if let failure = progress.failures.first { throw failure }
                guard progress.isUnfinished else { break }
            }
            return log.runs.flatMap { run in run.scalars.map { EventSeries($0, of: run.name) } }
        }
    }

    private init(_ series: ScalarSeries, of run: String) {
        self.run = run
        tag = series.tag
        steps = (0..<series.count).map { Int(series.steps[$0]) }
        wallTimes = (0..<series.count).map { series.wallTimes[$0] }
        var values: [Double] = []
        series.values.forEach(in: 0..<series.count) { _, value in values.append(value) }
        self.values = values
    }
}
