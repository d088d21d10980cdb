import Dispatch
import Files
import Screens

/// The smoothed numbers of a series, kept while the series grows so that only what is new is worked out.
struct SmoothedCurve: Sendable {
    let weight: Double
    private(set) var values = ValueColumn()
    private var average: ExponentialAverage
    /// The last point taken in, to tell a series that grew from one that was read anew.
    private var last: (step: Int64, wallTime: Double, value: UInt64)?

    init(weight: Double) {
        self.weight = weight
        average = ExponentialAverage(weight: weight)
    }

    /// Takes in what `series` has beyond what was taken in before.
    mutating func follow(_ series: ScalarSeries) {
        let count = values.count
        if count > 0 {
            let isSame =
                series.count >= count
                && last.map { $0 == Self.point(series, count - 1) } == true
            if !isSame { self = SmoothedCurve(weight: weight) }
        }
        if values.count == series.count { return }
        values.append(smoothing: series.values, from: values.count, with: &average)
        last = Self.point(series, series.count - 1)
    }

    /// Carries out independent pieces of work, on all cores where there is much to do.
    static func follow<Work>(_ work: inout [Work], isLarge: Bool, _ body: @Sendable (inout Work) -> Void) {
        guard isLarge else {
            for index in work.indices { body(&work[index]) }
            return
        }
        work.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let buffer = buffer
            DispatchQueue.concurrentPerform(iterations: buffer.count) { body(&buffer[$0]) }
        }
    }

    private static func point(_ series: ScalarSeries, _ index: Int) -> (step: Int64, wallTime: Double, value: UInt64) {
        (series.steps[index], series.wallTimes[index], series.values[index].bitPattern)
    }
}
