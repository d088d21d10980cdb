import CKernels

/// A seeded source of random numbers (xoshiro256**): the same seed gives the same numbers on every machine.
///
/// The whole state is four words, which `state` and `Codable` carry over a checkpoint.
package struct RandomGenerator: RandomNumberGenerator, Sendable, Equatable {
    private var words: (UInt64, UInt64, UInt64, UInt64)

    /// Spreads `seed` over the state by SplitMix64; any seed will do.
    package init(seed: UInt64) {
        var counter = seed
        func mixed() -> UInt64 {
            counter &+= 0x9E37_79B9_7F4A_7C15
            var z = counter
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        words = (mixed(), mixed(), mixed(), mixed())
    }

    /// Goes on from `state`; nil unless it has four words that are not all zero.
    package init?(state: [UInt64]) {
        guard state.count == 4, state.contains(where: { $0 != 0 }) else { return nil }
        words = (state[0], state[1], state[2], state[3])
    }

    /// The four words from which `init(state:)` goes on.
    package var state: [UInt64] { [words.0, words.1, words.2, words.3] }

    /// The next 64 random bits.
    package mutating func next() -> UInt64 {
        let product = words.1 &* 5
        let result = ((product << 7) | (product >> 57)) &* 9
        let shifted = words.1 << 17
        words.2 ^= words.0
        words.3 ^= words.1
        words.1 ^= words.2
        words.0 ^= words.3
        words.2 ^= shifted
        words.3 = (words.3 << 45) | (words.3 >> 19)
        return result
    }

    /// A uniform number in [0, 1), a multiple of 2⁻²⁴.
    package mutating func nextFloat() -> Float { Float(next() >> 40) * 0x1p-24 }

    /// A uniform number in [0, 1), a multiple of 2⁻⁵³.
    package mutating func nextDouble() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A draw from N(0, 1).
    package mutating func nextNormal() -> Float {
        var value: Float = 0
        withUnsafeMutablePointer(to: &value) { fillNormal(UnsafeMutableBufferPointer(start: $0, count: 1)) }
        return value
    }

    /// Fills `buffer` with independent draws from N(0, 1); takes one word for two of them.
    package mutating func fillNormal(_ buffer: UnsafeMutableBufferPointer<Float>) {
        guard let values = buffer.baseAddress else { return }
        withUnsafeMutableBytes(of: &words) {
            ms_random_normal($0.baseAddress?.assumingMemoryBound(to: UInt64.self), values, buffer.count)
        }
    }

    /// A uniform index in 0..<`count`, without bias; `count` is at least 1.
    package mutating func index(below count: Int) -> Int {
        precondition(count > 0, "an index below \(count), expected at least 1")
        let bound = UInt64(count)
        // Lemire's method: of the product's upper half, the few low halves that would come once too often are refused.
        var product = next().multipliedFullWidth(by: bound)
        if product.low < bound {
            let threshold = (0 &- bound) % bound
            while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
        }
        return Int(product.high)
    }

    /// A generator of its own, seeded by this one's next word.
    package mutating func split() -> RandomGenerator { RandomGenerator(seed: next()) }

    /// Whether both go on to the same numbers.
    package static func == (a: RandomGenerator, b: RandomGenerator) -> Bool { a.words == b.words }
}

extension RandomGenerator: Codable {
    /// Reads the four words of `state`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let generator = RandomGenerator(state: try container.decode([UInt64].self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a random generator's state is four words, not all zero")
        }
        self = generator
    }

    /// Writes the four words of `state`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(state)
    }
}
