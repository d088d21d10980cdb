/// Wall time.
enum Stopwatch {
    static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        try body()
        return (ContinuousClock.now - start) / .seconds(1)
    }
}

extension Array where Element == Double {
    /// The middle value, of an even count the lower of the two; the array must not be empty.
    var median: Double { sorted()[(count - 1) / 2] }
}
