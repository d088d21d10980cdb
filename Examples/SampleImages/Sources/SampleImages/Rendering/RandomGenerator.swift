import Foundation

/// SplitMix64: small, seedable and the same on every machine.
struct RandomGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        // Neighbouring seeds must not give shifted copies of one sequence, so the seed is scrambled first.
        state = seed &* 0xD134_2543_DE82_EF95 &+ 0x1234_5678_9ABC_DEF1
        state = next() ^ (seed << 32)
    }

    @inline(__always) mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Uniform in [0, 1).
    @inline(__always) mutating func unit() -> Float { Float(next() >> 40) * (1 / 16_777_216) }

    /// Uniform in [low, high).
    @inline(__always) mutating func uniform(_ low: Float, _ high: Float) -> Float { low + (high - low) * unit() }

    /// Uniform in [-1, 1).
    @inline(__always) mutating func signed() -> Float { unit() * 2 - 1 }

    /// Standard normal, from the sum of four uniforms (tails end at ±3.5).
    @inline(__always) mutating func normal() -> Float { (unit() + unit() + unit() + unit() - 2) * 1.732 }

    /// Uniform on the unit sphere.
    @inline(__always) mutating func direction() -> Vector3 {
        let z = signed()
        let angle = unit() * 2 * .pi
        let r = max(0, 1 - z * z).squareRoot()
        return Vector3(r * cos(angle), r * sin(angle), z)
    }

    /// Uniform in the unit disc.
    mutating func inDisc() -> Vector2 {
        let r = unit().squareRoot()
        let angle = unit() * 2 * .pi
        return Vector2(r * cos(angle), r * sin(angle))
    }

    mutating func index(_ count: Int) -> Int { Int(next() % UInt64(count)) }
}
