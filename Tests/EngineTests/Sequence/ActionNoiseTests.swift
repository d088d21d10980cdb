import Tensors
import Testing

@testable import Engine

/// The noise that actions are sampled with.
@Suite struct ActionNoiseTests {
    private static let shape = Shape(4, 64, 24, 20)

    private static func values(_ noise: ActionNoise, seed: UInt64) -> [Float] {
        var generator = RandomGenerator(seed: seed)
        return noise.draw(shape, using: &generator).planarValues()
    }

    @Test(arguments: ActionNoise.allCases)
    func everyPlaceHasMeanZeroAndVarianceOne(noise: ActionNoise) {
        let values = Self.values(noise, seed: 3)
        // Over 256 images and channels, at a knot, between knots and at a border.
        for place in [0, 5 * 20 + 7, 23 * 20 + 19] {
            let samples = stride(from: place, to: values.count, by: Self.shape.area).map { Double(values[$0]) }
            let mean = samples.reduce(0, +) / 256
            let variance = samples.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 255
            // Four standard errors.
            #expect(abs(mean) < 0.25 && abs(variance - 1) < 0.36, "\(noise) at \(place): \(mean), \(variance)")
        }
    }

    @Test func neighboursGoAlongInOctavesAlone() {
        func correlation(_ noise: ActionNoise) -> Double {
            let values = Self.values(noise, seed: 4)
            var (sum, count) = (0.0, 0.0)
            for row in stride(from: 0, to: values.count, by: 20) {
                for x in 0..<19 {
                    sum += Double(values[row + x]) * Double(values[row + x + 1])
                    count += 1
                }
            }
            return sum / count
        }
        #expect(abs(correlation(.white)) < 0.02)
        #expect(correlation(.octaves) > 0.5)
    }

    @Test(arguments: ActionNoise.allCases)
    func aSeedDecides(noise: ActionNoise) {
        #expect(Self.values(noise, seed: 5) == Self.values(noise, seed: 5))
        #expect(Self.values(noise, seed: 5) != Self.values(noise, seed: 6))
    }

    @Test func everyStepOfASequenceHasItsOwnSeed() {
        #expect(ActionChoice.sample(seed: 7).later(by: 0) == .sample(seed: 7))
        #expect(ActionChoice.sample(seed: 7).later(by: 3) == .sample(seed: 10))
        #expect(ActionChoice.sample(seed: .max).later(by: 1) == .sample(seed: 0))
        #expect(ActionChoice.mean.later(by: 3) == .mean)
    }
}
