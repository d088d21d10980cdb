import Foundation

/// Wall time and processor time, s.
///
/// On a machine that others use too, wall time says little. Processor time, summed over threads, still does when there is
/// one thread (`OMP_NUM_THREADS=1`); with more, it includes their waiting for each other.
struct Stopwatch {
    var wall = Double.infinity
    var processor = Double.infinity

    static func measure(_ body: () throws -> Void) rethrows -> Stopwatch {
        let (start, busy) = (ContinuousClock.now, processorSeconds)
        try body()
        return Stopwatch(
            wall: (ContinuousClock.now - start) / .seconds(1), processor: processorSeconds - busy)
    }

    /// Keeps the smaller of both, each for itself.
    mutating func keepBest(_ other: Stopwatch) {
        wall = min(wall, other.wall)
        processor = min(processor, other.processor)
    }

    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}

extension Array where Element == Double {
    /// The middle value, of an even count the lower of the two; the array must not be empty.
    var median: Double { sorted()[(count - 1) / 2] }
}
