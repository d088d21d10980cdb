/// Wall time by named part of a computation. A part within a part takes its time away from the outer one, so that the parts
/// add up to the whole.
package final class PartTimer {
    /// Seconds by part so far.
    package private(set) var seconds: [String: Double] = [:]
    private var current: String?
    private var since = ContinuousClock.now

    /// All parts at zero.
    package init() {}

    /// Runs `body` as `part`.
    package func measure<Result>(_ part: String, _ body: () throws -> Result) rethrows -> Result {
        let outer = current
        change(to: part)
        defer { change(to: outer) }
        return try body()
    }

    /// Forgets what was measured.
    package func reset() { seconds = [:] }

    private func change(to part: String?) {
        let now = ContinuousClock.now
        if let current { seconds[current, default: 0] += (now - since) / .seconds(1) }
        current = part
        since = now
    }
}
