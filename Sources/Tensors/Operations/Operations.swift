import Synchronization

/// Counts the necessary arithmetic of convolutions, for benchmarks.
package enum Operations {
    private static let total = Mutex(0.0)

    static func count(_ operations: Double) { total.withLock { $0 += operations } }

    /// Multiplications and additions of convolutions since the last call, counted apart (2 per multiply-add).
    package static func takeCount() -> Double {
        total.withLock { total in
            defer { total = 0 }
            return total
        }
    }
}
