import Foundation
/// Temporary.
public struct RandomGenerator: RandomNumberGenerator, Sendable {
    var s: UInt64
    /// Seed.
    public init(seed: UInt64) { s = seed }
    /// Next.
    public mutating func next() -> UInt64 {
        s &+= 0x9E37_79B9_7F4A_7C15; var z = s; z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB; return z ^ (z >> 31)
    }
    /// Float.
    public mutating func nextFloat() -> Float { Float(next() >> 40) / 16_777_216 }
    /// Fill.
    public mutating func fillNormal(_ b: UnsafeMutableBufferPointer<Float>) {
        for i in b.indices { b[i] = sqrt(-2 * log(1 - nextFloat())) * cos(2 * .pi * nextFloat()) }
    }
}
