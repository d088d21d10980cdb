/// A sample that `LanczosFilter` resamples, with the arithmetic that suits its bits.
protocol LanczosSample: FixedWidthInteger, UnsignedInteger, BitwiseCopyable {
    /// What weights and sums are.
    associatedtype Weight

    /// Half a sample, which every sum begins with, so that the end rounds to the nearest.
    static var half: Weight { get }
    /// A weight, of a sum of 1 in all, as sums take it.
    static func weight(_ value: Double) -> Weight
    /// sum + weight·sample.
    static func sum(_ sum: Weight, _ weight: Weight, _ sample: Self) -> Weight
    /// The sample of a sum that began with `half`; those beyond the range become its ends.
    static func clamped(_ sum: Weight) -> Self
}

/// Weights are rounded to 22 fractional bits, so that results agree with Pillow's exactly.
extension UInt8: LanczosSample {
    private static var fractionBits: Int32 { 22 }

    static var half: Int32 { 1 << 21 }

    static func weight(_ value: Double) -> Int32 {
        let weight = value * Double(1 << fractionBits)
        return Int32(weight < 0 ? weight - 0.5 : weight + 0.5)
    }

    @inline(__always)
    static func sum(_ sum: Int32, _ weight: Int32, _ sample: UInt8) -> Int32 {
        sum &+ weight &* Int32(truncatingIfNeeded: sample)
    }

    @inline(__always)
    static func clamped(_ sum: Int32) -> UInt8 {
        UInt8(truncatingIfNeeded: Swift.max(0, Swift.min(255, sum >> fractionBits)))
    }
}

/// Sums of 16-bit samples leave no room for fractions in 32 bits.
extension UInt16: LanczosSample {
    static var half: Double { 0.5 }

    static func weight(_ value: Double) -> Double { value }

    @inline(__always)
    static func sum(_ sum: Double, _ weight: Double, _ sample: UInt16) -> Double { sum + weight * Double(sample) }

    @inline(__always)
    static func clamped(_ sum: Double) -> UInt16 { UInt16(Swift.max(0, Swift.min(65535, sum))) }
}
