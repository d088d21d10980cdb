import Synchronization

/// Counts the necessary arithmetic of convolutions, for benchmarks.
package enum Operations {
    package final class Counter: Sendable {
        private let total = Mutex(0.0)

        package init() {}

        func add(_ operations: Double) { total.withLock { $0 += operations } }

        func take() -> Double {
            total.withLock { total in
                defer { total = 0 }
                return total
            }
        }
    }

    /// What counts: one for all threads, unless a task sets one of its own, to see nothing of others.
    @TaskLocal package static var counter = Counter()

    static func count(_ operations: Double) { counter.add(operations) }

    /// Multiplications and additions of convolutions since the last call, counted apart (2 per multiply-add).
    package static func takeCount() -> Double { counter.take() }
}
