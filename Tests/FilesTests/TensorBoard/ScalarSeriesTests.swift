import SeededInputs
import Testing

@testable import Files

@Suite struct ScalarSeriesTests {
    @Test func extremesOfAnyRangeAreThoseOfItsNumbers() {
        var random = SeededGenerator(seed: 1)
        for isDouble in [false, true] {
            var numbers: [Double] = []
            var column = ValueColumn()
            for index in 0..<20_000 {
                var value = Double.random(in: -1...1, using: &random)
                if !isDouble { value = Double(Float(value)) }
                if index % 97 == 0 { value = [.nan, .infinity, -.infinity][index % 3] }
                numbers.append(value)
                column.append(value)
            }
            #expect(column.count == numbers.count)
            for _ in 0..<500 {
                let start = Int.random(in: 0..<numbers.count, using: &random)
                let end = Int.random(in: start...numbers.count, using: &random)
                let finite = numbers[start..<end].filter(\.isFinite)
                let extremes = column.extremes(in: start..<end)
                #expect(extremes?.least == finite.min())
                #expect(extremes?.greatest == finite.max())
            }
            for index in stride(from: 0, to: numbers.count, by: 131) {
                #expect(column[index].bitPattern == numbers[index].bitPattern || numbers[index].isNaN)
            }
            var seen: [Double] = []
            column.forEach(in: 4000..<9000) { place, value in
                if place == 4000 + seen.count { seen.append(value) }
            }
            #expect(seen.count == 5000)
            #expect(zip(seen, numbers[4000..<9000]).allSatisfy { $0 == $1 || $1.isNaN })
        }
    }

    @Test func extremesOfNothingAreNone() {
        var column = ValueColumn()
        #expect(column.extremes(in: 0..<0) == nil)
        for _ in 0..<5000 { column.append(.nan) }
        #expect(column.extremes(in: 0..<5000) == nil)
    }

    @Test func stepsOfAnySizeSurvive() {
        var column = StepColumn()
        let steps: [Int64] = (0..<4096).map { Int64($0) << 40 } + (0..<4096).map { 7 + Int64($0) } + [-5, .max]
        for step in steps { column.append(step) }
        #expect((0..<column.count).map { column[$0] } == steps)
        #expect(!column.isAscending)
    }

    @Test(arguments: [false, true])
    func aPointTakesAtMost24Bytes(isDouble: Bool) {
        var series = ScalarSeries(tag: "a")
        for index in 0..<50_000 {
            let value = Double(index) / 3
            series.append(
                step: Int64(index * 10), wallTime: 1.7e9 + Double(index), value: isDouble ? value : Double(Float(value))
            )
        }
        #expect(Double(series.memory) / 50_000 <= 24)
    }

    @Test func forgettingStepsKeepsTheRest() {
        var series = ScalarSeries(tag: "a")
        for step in [1, 2, 9, 3, 4, 10] as [Int64] { series.append(step: step, wallTime: 0, value: Double(step)) }
        series.removeSteps(from: 4)
        #expect((0..<series.count).map { series.steps[$0] } == [1, 2, 3])
        #expect((0..<series.count).map { series.values[$0] } == [1, 2, 3])
    }

    @Test(arguments: [0, 1, 4095, 4096, 4097, 8191, 8192, 8193, 9000]) func forgettingCutsColumnsAnywhere(end: Int) {
        var series = ScalarSeries(tag: "a")
        for step in 0..<9000 { series.append(step: Int64(2 * step), wallTime: Double(step), value: Double(step) / 3) }
        series.removeSteps(from: Int64(2 * end) - 1)
        var expected = ScalarSeries(tag: "a")
        for step in 0..<end { expected.append(step: Int64(2 * step), wallTime: Double(step), value: Double(step) / 3) }
        for _ in 0..<2 {
            #expect(series.count == expected.count && series.steps.count == series.wallTimes.count)
            for index in 0..<expected.count {
                guard series.steps[index] == expected.steps[index], series.values[index] == expected.values[index],
                    series.wallTimes[index] == expected.wallTimes[index]
                else {
                    Issue.record("differs at \(index)")
                    break
                }
            }
            // What comes behind the cut stands there.
            series.append(step: 20_000, wallTime: 1, value: 1)
            expected.append(step: 20_000, wallTime: 1, value: 1)
        }
        series.removeSteps(from: 20_000)
        #expect(series.count == end)
    }
}
