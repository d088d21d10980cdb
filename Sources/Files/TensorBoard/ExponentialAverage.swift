/// TensorBoard's smoothing: an exponential moving average whose beginning is corrected for starting at zero
/// (`smoothed = average / (1 − weightⁿ)`). It depends on the numbers alone, never on what part of them is shown.
package struct ExponentialAverage: Sendable, Hashable {
    /// Share of the past, 0 (the numbers themselves) to below 1.
    package let weight: Double
    private var average = 0.0
    /// weightⁿ after n numbers.
    private var remainder = 1.0

    /// An average over nothing yet.
    package init(weight: Double) {
        precondition(weight >= 0 && weight < 1, "a smoothing weight lies in 0..<1, not \(weight)")
        self.weight = weight
    }

    /// Takes in a number; one that is not finite is given back and leaves the average alone.
    @inline(__always)
    mutating func next(_ value: Double) -> Double {
        if !value.isFinite { return value }
        average = average * weight + (1 - weight) * value
        // Below half a unit in the last place of 1 the correction has no effect any more.
        if remainder < 0x1p-54 { return average }
        remainder *= weight
        return average / (1 - remainder)
    }
}
