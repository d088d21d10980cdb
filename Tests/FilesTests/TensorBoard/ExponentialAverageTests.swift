import Testing

@testable import Files

/// TensorBoard's smoothing, against its definition written out.
@Suite struct ExponentialAverageTests {
    @Test(arguments: [0, 0.6, 0.97]) func itIsTheWeightedMeanOfAllSoFar(_ weight: Double) {
        var average = ExponentialAverage(weight: weight)
        let values = [3, -1, 4, 1, 5, -9, 2.5, 6]
        for count in 1...values.count {
            // The newest counts 1, each before it `weight` times the one after.
            var (total, weights, factor) = (0.0, 0.0, 1.0)
            for value in values[..<count].reversed() {
                total += factor * value
                weights += factor
                factor *= weight
            }
            #expect(abs(average.next(values[count - 1]) - total / weights) < 1e-12)
        }
    }

    @Test func aNumberThatIsNotFiniteIsGivenBackAndForgotten() {
        var average = ExponentialAverage(weight: 0.5)
        #expect(average.next(2) == 2)
        #expect(average.next(.nan).isNaN && average.next(.infinity) == .infinity)
        // (2·½ + 5) ÷ 1½
        #expect(abs(average.next(5) - 4) < 1e-12)
    }
}
