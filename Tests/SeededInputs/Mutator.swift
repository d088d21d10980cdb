/// Makes inputs out of good ones: bytes changed, taken out, repeated, brought together from two; numbers that are at a limit.
package struct Mutator {
    private let seeds: [[UInt8]]
    private var generator: SeededGenerator

    /// - Parameter seeds: at least one, not empty.
    package init(seeds: [[UInt8]], seed: UInt64) {
        precondition(!seeds.isEmpty && seeds.allSatisfy { !$0.isEmpty })
        self.seeds = seeds
        generator = SeededGenerator(seed: seed)
    }

    package mutating func next() -> [UInt8] {
        var result = seeds.randomElement(using: &generator) ?? []
        for _ in 0..<Int.random(in: 1...6, using: &generator) where !result.isEmpty { mutate(&result) }
        return result
    }

    private static let telling: [UInt8] = [0, 1, 0x20, 0x30, 0x39, 0x7F, 0x80, 0xFE, 0xFF]
    private static let texts: [[UInt8]] = [
        "-1", "0", "1e309", "NaN", "9223372036854775807", "-9223372036854775808", "18446744073709551615", "null", "[",
        "{", "\"",
        "\u{1B}[", "\u{1B}]", "\u{1B}_G", "\u{1B}P", ";", ",",
    ].map { Array($0.utf8) }

    private mutating func mutate(_ bytes: inout [UInt8]) {
        // Headers are near the start.
        let end = Bool.random(using: &generator) ? min(bytes.count, 256) : bytes.count
        let place = Int.random(in: 0..<end, using: &generator)
        let length = min(bytes.count - place, Int.random(in: 1...16, using: &generator))
        switch Int.random(in: 0..<9, using: &generator) {
        case 0: bytes[place] = Self.telling.randomElement(using: &generator) ?? 0
        case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 2: bytes.removeSubrange(place..<place + length)
        case 3: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
        case 4: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 5:
            let value = Self.telling.randomElement(using: &generator) ?? 0
            for i in place..<min(bytes.count, place + 8) { bytes[i] = value }
        case 6: bytes.insert(contentsOf: Self.texts.randomElement(using: &generator) ?? [], at: place)
        case 7: bytes.removeSubrange(place...)
        default:
            let other = seeds.randomElement(using: &generator) ?? []
            let from = Int.random(in: 0..<other.count, using: &generator)
            bytes.replaceSubrange(place..., with: other[from...].prefix(1 << 16))
        }
    }
}
