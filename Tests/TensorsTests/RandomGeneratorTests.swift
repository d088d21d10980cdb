import CKernels
import Foundation
import Tensors
import Testing

@Suite struct RandomGeneratorTests {
    @Test func followsTheReferenceOfXoshiro() {
        // State 1, 2, 3, 4: the first outputs follow by hand from the definition, 5·2 ≪ 7 · 9 = 11520.
        var generator = RandomGenerator(state: [1, 2, 3, 4])
        #expect(generator?.next() == 11520)
        #expect(generator?.next() == 0)
        #expect(generator?.next() == 1_509_978_240)
        #expect(generator?.next() == 1_215_971_899_390_074_240)
        #expect(RandomGenerator(state: [0, 0, 0, 0]) == nil)
        #expect(RandomGenerator(state: [1, 2, 3]) == nil)
    }

    @Test func bulkAndSingleDrawsShareOneSequence() {
        var a = RandomGenerator(seed: 7)
        var words = a.state
        for _ in 0..<100 {
            #expect(a.next() == words.withUnsafeMutableBufferPointer { ms_random_next($0.baseAddress) })
        }
        #expect(a.state == words)
    }

    @Test func stateSurvivesCoding() throws {
        var generator = RandomGenerator(seed: .max)
        _ = generator.next()
        var copy = try JSONDecoder().decode(RandomGenerator.self, from: JSONEncoder().encode(generator))
        #expect(copy == generator)
        #expect(copy.next() == generator.next())
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(RandomGenerator.self, from: Data("[0,0,0,0]".utf8))
        }
    }

    @Test func normalsAreNormal() {
        var generator = RandomGenerator(seed: 3)
        let values = normals(300_001, &generator)
        let n = Double(values.count)
        let mean = values.reduce(0) { $0 + Double($1) } / n
        func moment(_ power: Double) -> Double { values.reduce(0) { $0 + pow(Double($1) - mean, power) } / n }
        #expect(abs(mean) < 0.007)
        #expect(abs(moment(2) - 1) < 0.02)
        #expect(abs(moment(3)) < 0.02)
        #expect(abs(moment(4) - 3) < 0.08)
        // Kolmogorov–Smirnov against the exact distribution: 1.95/√n is passed once in a thousand seeds.
        let sorted = values.sorted()
        var distance = 0.0
        for (index, value) in sorted.enumerated() {
            let expected = 0.5 * erfc(-Double(value) / 2.0.squareRoot())
            distance = max(distance, abs(expected - Double(index) / n), abs(expected - Double(index + 1) / n))
        }
        #expect(distance < 1.95 / n.squareRoot())
        #expect(sorted.last.map { $0 > 4 && $0 < 7 } == true)
        // The two values of a pair, and pairs that follow one another, are uncorrelated.
        for lag in 1...3 {
            let correlation = zip(values, values.dropFirst(lag)).reduce(0) { $0 + Double($1.0) * Double($1.1) } / n
            #expect(abs(correlation) < 0.007)
        }
    }

    @Test func normalsMatchTheFormula() {
        var generator = RandomGenerator(seed: 11)
        var copy = generator
        let values = normals(5000, &generator)
        for pair in 0..<2500 {
            let word = copy.next()
            let radius = (-2 * log((Double(word >> 33) + 0.5) * 0x1p-31)).squareRoot()
            let angle = (Double((word >> 30) & 3) + Double(word & 0x3fff_ffff) * 0x1p-30 - 0.5) * .pi / 2
            #expect(abs(Double(values[2 * pair]) - radius * cos(angle)) < 2e-6)
            #expect(abs(Double(values[2 * pair + 1]) - radius * sin(angle)) < 2e-6)
        }
        #expect(copy == generator)
    }

    @Test func everyCountTakesHalfAsManyWords() {
        for count in [0, 1, 2, 3, 1023, 1024, 1025] {
            var generator = RandomGenerator(seed: 5)
            var copy = generator
            let values = normals(count, &generator)
            for _ in 0..<(count + 1) / 2 { _ = copy.next() }
            #expect(copy == generator)
            var longer = RandomGenerator(seed: 5)
            #expect(values == Array(normals(count + 100, &longer).prefix(count)))
        }
    }

    @Test func indicesAreUniformAndInRange() {
        var generator = RandomGenerator(seed: 1)
        var counts = [Int](repeating: 0, count: 7)
        for _ in 0..<70_000 { counts[generator.index(below: 7)] += 1 }
        // χ² with six degrees of freedom exceeds 22.5 once in a thousand seeds.
        #expect(counts.reduce(0.0) { $0 + pow(Double($1) - 10_000, 2) / 10_000 } < 22.5)
        #expect(generator.index(below: 1) == 0)
    }

    @Test func halfPrecisionRoundsAsTheStandardSays() {
        // Every half, and every float midway between two of them and next to it.
        var floats: [Float] = []
        for bits in UInt16.min ... .max {
            let value = Float(Float16(bitPattern: bits))
            floats.append(value)
            let middle = Float(bitPattern: value.bitPattern &+ 0x1000)
            floats += [middle, middle.nextUp, middle.nextDown]
        }
        floats += [.leastNonzeroMagnitude, 65519.99, 65520, -65520, 1e38, 2.9e-8, 2.98e-8, 3e-8, .infinity, .nan]
        var halves = [UInt16](repeating: 0, count: floats.count)
        ms_half_from_float(&halves, floats, floats.count)
        var back = [Float](repeating: 0, count: floats.count)
        ms_float_from_half(&back, halves, halves.count)
        var wrong = 0
        for (index, value) in floats.enumerated() {
            let expected = Float16(value)
            if value.isNaN {
                wrong += back[index].isNaN && Float16(bitPattern: halves[index]).isNaN ? 0 : 1
            } else {
                wrong += halves[index] == expected.bitPattern && back[index] == Float(expected) ? 0 : 1
            }
        }
        #expect(wrong == 0)
    }

    private func normals(_ count: Int, _ generator: inout RandomGenerator) -> [Float] {
        [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            generator.fillNormal(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
            initialized = count
        }
    }
}
