import Testing

@testable import Tensors

@Suite struct RadixSortTests {
    /// Of both signs and many sizes, with equal ones among them.
    private static let values: [Float] = {
        var source = RandomSource(seed: 5)
        let random = (0..<1000).map { _ -> Float in
            let exponent = Int(source.next() % 40) - 20
            return Float(source.uniform()) * Float(sign: .plus, exponent: exponent, significand: 1)
        }
        return random + random.prefix(300) + [0, 1, -1, 0, .infinity, -.infinity, .leastNonzeroMagnitude]
    }()

    @Test func ordersAsComparingDoes() {
        #expect(RadixSort.ascending(count: Self.values.count) { Self.values[$0] } == Self.values.sorted())
    }

    @Test func equalValuesKeepTheirOrder() {
        let ranked = RadixSort.ranked(count: Self.values.count) { Self.values[$0] }
        let expected = Self.values.indices.sorted { (Self.values[$0], $0) < (Self.values[$1], $1) }
        #expect(ranked.map(\.index) == expected)
        #expect(ranked.map(\.value) == expected.map { Self.values[$0] })
    }
}
