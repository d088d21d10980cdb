import Dispatch

/// Evaluates a grid of values, rows in parallel.
enum ParallelRows {
    /// - Parameter body: gets column, row and a generator seeded by the row, so that the result is the same each time.
    /// - Returns: `width · height` values, row-major.
    static func map<Element>(
        width: Int, height: Int, seed: UInt64, _ body: @Sendable (Int, Int, inout RandomGenerator) -> Element
    ) -> [Element] {
        [Element](unsafeUninitializedCapacity: width * height) { buffer, count in
            nonisolated(unsafe) let target = buffer
            DispatchQueue.concurrentPerform(iterations: height) { y in
                var random = RandomGenerator(seed: seed &* 7919 &+ UInt64(y))
                for x in 0..<width {
                    (target.baseAddress! + (y * width + x)).initialize(to: body(x, y, &random))
                }
            }
            count = width * height
        }
    }
}
