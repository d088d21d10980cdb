import Testing

@testable import Screens
@testable import Watch

@Suite struct AxisTests {
    @Test(arguments: VerticalScale.allCases)
    func heightsAndValuesAreInverse(scale: VerticalScale) {
        let range = scale == .logarithmic ? 0.01...500.0 : -300.0...500
        let axis = VerticalAxis(scale: scale, showing: range)
        for value in [0.01, 0.5, 3, 120, 500] + (scale == .logarithmic ? [] : [-300, -2, 0]) {
            let fraction = axis.fraction(of: value)
            #expect(fraction >= 0 && fraction <= 1)
            #expect(abs(axis.value(at: fraction) - value) <= 1e-9 * max(1, abs(value)))
        }
        #expect(axis.fraction(of: 400) > axis.fraction(of: 40))
    }

    @Test(arguments: VerticalScale.allCases)
    func anyValuesGiveAnAxis(scale: VerticalScale) {
        let ranges: [ClosedRange<Double>] = [
            0...0, 5...5, -3...(-3), -1e300...1e300, -.greatestFiniteMagnitude ... .greatestFiniteMagnitude,
            (.leastNonzeroMagnitude)...(.leastNormalMagnitude), -10...(-1), 0...1e-12,
        ]
        for range in ranges {
            let axis = VerticalAxis(scale: scale, showing: range)
            #expect(axis.range.lowerBound < axis.range.upperBound)
            #expect(axis.ticks(count: 5).allSatisfy { axis.range.contains($0) })
            #expect(axis.ticks(count: 5).count < 40)
            #expect(axis.fraction(of: range.upperBound).isFinite)
        }
    }

    @Test func symmetricScaleHasTicksOnBothSidesOfZero() {
        let ticks = VerticalAxis(scale: .symmetric, showing: -100...1000).ticks(count: 9)
        #expect(ticks.contains(0) && ticks.contains(1000) && ticks.contains(-100))
    }

    @Test func ticksAreRound() {
        #expect(TickMarks.linear(in: 0...10, count: 5) == [0, 2, 4, 6, 8, 10])
        #expect(TickMarks.linear(in: -0.35...0.2, count: 4) == [-0.2, 0, 0.2])
        #expect(TickMarks.logarithmic(in: 0.5...2000, count: 4) == [1, 10, 100, 1000])
        #expect(TickMarks.times(in: 0...7200, count: 4) == [0, 1800, 3600, 5400, 7200])
    }

    @Test func numbersAreShort() {
        #expect(NumberText.value(1.23456) == "1.235")
        #expect(NumberText.value(-0.001234) == "−0.001234")
        #expect(NumberText.value(123_456) == "123456")
        #expect(NumberText.value(1.5e9) == "1.5e9")
        // Constants such as learning rates, which event files hold as floats.
        for (value, text) in [(1e-4, "1e−4"), (1e-5, "1e−5"), (1e-8, "1e−8"), (3e-4, "3e−4"), (1e-3, "0.001000")] {
            #expect(NumberText.value(value) == text && NumberText.value(Double(Float(value))) == text)
            #expect(NumberText.value(-value) == "−" + text)
        }
        #expect(NumberText.value(0.00069314) == "6.931e−4" && NumberText.value(9.9996e-5) == "1e−4")
        // What is rounded up has as many digits as what it is rounded to.
        #expect(NumberText.value(9.99996) == "10.00" && NumberText.value(0.999996) == "1.000")
        #expect(NumberText.value(999.96) == "1000" && NumberText.value(999_999.6) == "1e6")
        #expect(NumberText.value(9.999e9) == "1e10" && NumberText.value(.leastNonzeroMagnitude) == "4.94e−324")
        #expect(NumberText.tick(9.99999e-5, step: 0) == "1e−4" && NumberText.tick(1e-8, step: 1e-8) == "1e−8")
        #expect(
            [9e-5, 9.5e-5, 1e-4, 1.05e-4].map { NumberText.tick($0, step: 5e-6) } == [
                "9e−5", "9.5e−5", "1e−4", "1.05e−4",
            ])
        #expect([1e6, 1.001e6, 1.002e6].map { NumberText.tick($0, step: 1000) } == ["1e6", "1.001e6", "1.002e6"])
        #expect(NumberText.step(999_999.9999) == "1M" && NumberText.step(9999.9999) == "10k")
        #expect(NumberText.value(.nan) == "NaN")
        #expect(NumberText.tick(0.1 + 0.2, step: 0.1) == "0.3")
        #expect(NumberText.tick(-20, step: 10) == "−20")
        #expect(NumberText.step(12_500) == "12.5k")
        #expect(NumberText.step(2_000_000) == "2M")
        #expect(NumberText.count(1_234_567) == "1,234,567")
        #expect(NumberText.count(-1234) == "−1,234")
        for time in [Double.nan, .infinity, -.infinity] {
            #expect(TimeText.dateAndTime(time) == "–" && TimeText.clock(time, step: 1) == "–")
        }
        #expect(TimeText.duration(42) == "42s")
        #expect(TimeText.duration(3600 * 3 + 20 * 60) == "3h20m")
        #expect(TimeText.duration(86400 * 2 + 3600 * 4) == "2d4h")
    }
}
