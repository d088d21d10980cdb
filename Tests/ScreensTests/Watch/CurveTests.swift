import Foundation
import SeededInputs
import Testing

@testable import Screens
@testable import Watch
@testable import Files

@Suite struct CurveTests {
    /// A chart of one line with these numbers.
    private func content(_ numbers: [Double], fit: HeightFit, scale: VerticalScale = .linear) -> ChartContent {
        var series = ScalarSeries(tag: "loss")
        for (step, value) in numbers.enumerated() { series.append(step: Int64(step), wallTime: 0, value: value) }
        let run = RunData(
            name: "run", folder: "/run", scalars: [series], images: [], damagedRecords: 0, wallTimes: 0...0, revision: 1
        )
        let line = ChartLine(
            key: LineKey(run: "/run", tag: "loss"), runName: "run", label: "loss", look: LineLook(number: 0),
            points: LinePoints(series: series, axis: .step, run: run), smoothed: nil)
        return ChartContent(
            chart: ChartGrouping.single.charts(of: ["loss"])[0], lines: [line],
            range: 0...Double(max(1, numbers.count - 1)), axis: .step, scale: scale, fit: fit)
    }

    @Test func farOutliersDoNotFlattenAChart() {
        let curve = (0..<1000).map { sin(Double($0) / 50) }
        var spiked = curve
        spiked[10] = -5000
        spiked[500] = 300
        let cut = content(spiked, fit: .typical).fittedAxis()
        #expect(cut.isCut)
        #expect(cut.axis.fraction(of: 1) < 1 && cut.axis.fraction(of: 1) > 0.6)
        #expect(cut.axis.fraction(of: -1) > 0 && cut.axis.fraction(of: -1) < 0.4)
        let all = content(spiked, fit: .all).fittedAxis()
        #expect(!all.isCut && all.axis.fraction(of: -5000) >= 0)
        // Nothing is cut where nothing lies far off, where a line is short, where it is level but for one step, and where
        // the scale has room for everything.
        #expect(!content(curve, fit: .typical).fittedAxis().isCut)
        #expect(!content([1, 2, 3, 900], fit: .typical).fittedAxis().isCut)
        #expect(!content((0..<1000).map { $0 < 5 ? 1 : 0 }, fit: .typical).fittedAxis().isCut)
        #expect(!content(spiked, fit: .typical, scale: .symmetric).fittedAxis().isCut)
    }

    static func series(_ values: [Double], steps: ((Int) -> Int64)? = nil) -> ScalarSeries {
        var series = ScalarSeries(tag: "a")
        for (index, value) in values.enumerated() {
            series.append(step: steps?(index) ?? Int64(index), wallTime: 100 + Double(index), value: value)
        }
        return series
    }

    static func points(_ series: ScalarSeries, _ axis: HorizontalAxis = .step) -> LinePoints {
        let run = RunData.empty(wallTimes: 100...10_000)
        return LinePoints(series: series, axis: axis, run: run)
    }

    static func noise(_ count: Int) -> [Double] {
        var random = SeededGenerator(seed: 7)
        return (0..<count).map { _ in Double(Float.random(in: -1...1, using: &random)) }
    }

    @Test func everyColumnKeepsFirstLeastGreatestAndLast() {
        let values = Self.noise(30_000)
        let points = Self.points(Self.series(values))
        for range in [0.0...29_999, 1234.5...20_000, 100...9000] {
            let columns = 150
            let vertices = CurveSampler(points, range: range, columns: columns).vertices(of: points.series.values)
            #expect(vertices.count <= 4 * columns + 2)
            let extent = range.upperBound - range.lowerBound
            for column in 0..<columns {
                let low = range.lowerBound + extent * Double(column) / Double(columns)
                let high = range.lowerBound + extent * Double(column + 1) / Double(columns)
                let isLast = column == columns - 1
                let inside = values.indices.filter {
                    Double($0) >= low && (isLast ? Double($0) <= high : Double($0) < high)
                }.map { values[$0] }
                let drawn = vertices.filter { $0.x == Double(column) + 0.5 }.map(\.value)
                #expect(drawn == [inside.first!, inside.min()!, inside.max()!, inside.last!])
            }
        }
    }

    @Test func fewPointsAreDrawnExactly() {
        let points = Self.points(Self.series([1, 5, .nan, 2]))
        let vertices = CurveSampler(points, range: 0...3, columns: 30).vertices(of: points.series.values)
        #expect(vertices.map(\.x) == [0, 10, 20, 30])
        #expect(vertices[2].value.isNaN)
        #expect(vertices[1].value == 5)
    }

    @Test func theLineGoesOnBeyondTheEdges() {
        let points = Self.points(Self.series([0, 1, 2, 3, 4, 5]))
        let vertices = CurveSampler(points, range: 2.5...3.5, columns: 10).vertices(of: points.series.values)
        #expect(vertices.map(\.value) == [2, 3, 4])
        #expect(vertices.map(\.x) == [-5, 5, 15])
    }

    @Test func stepsThatGoBackKeepTheirExtremes() {
        let values = Self.noise(5000)
        let series = Self.series(values) { Int64($0 % 1000) }
        let points = Self.points(series)
        #expect(!points.isAscending)
        let vertices = CurveSampler(points, range: 0...999, columns: 40).vertices(of: series.values)
        #expect(vertices.map(\.value).min() == values.min())
        #expect(vertices.map(\.value).max() == values.max())
    }

    @Test func nearestPointIsFoundOnEveryAxis() {
        let points = Self.points(Self.series([3, 1, 4, 1, 5]) { Int64($0 * 10) })
        #expect(points.nearest(to: -100) == 0)
        #expect(points.nearest(to: 14) == 1)
        #expect(points.nearest(to: 16) == 2)
        #expect(points.nearest(to: 1e9) == 4)
        let relative = Self.points(points.series, .relative)
        #expect(relative.x(0) == 0)
        #expect(relative.nearest(to: 2.4) == 2)
        #expect(Self.points(points.series, .wall).nearest(to: 103.9) == 4)
        #expect(Self.points(ScalarSeries(tag: "a")).nearest(to: 1) == nil)
    }

    /// The recurrence of TensorBoard's line chart, step by step.
    @Test(arguments: [0.3, 0.6, 0.99])
    func smoothingIsTensorBoards(weight: Double) {
        var values = Self.noise(9000)
        values[17] = .nan
        values[4100] = .infinity
        let series = Self.series(values)
        var curve = SmoothedCurve(weight: weight)
        curve.follow(series)
        var last = 0.0
        var count = 0
        for (index, value) in values.enumerated() {
            var expected = value
            if value.isFinite {
                last = last * weight + (1 - weight) * value
                count += 1
                expected = last / (1 - pow(weight, Double(count)))
                #expect(abs(curve.values[index] - expected) <= 1e-6)
            } else {
                #expect(!curve.values[index].isFinite)
            }
        }
    }

    @Test func smoothingGrowsWithTheSeriesAndStartsAnewWithAnother() {
        let values = Self.noise(6000)
        var growing = SmoothedCurve(weight: 0.9)
        for count in [10, 11, 4000, 4096, 6000] { growing.follow(Self.series(Array(values[..<count]))) }
        var whole = SmoothedCurve(weight: 0.9)
        whole.follow(Self.series(values))
        for index in values.indices { #expect(growing.values[index] == whole.values[index]) }
        let other = Self.series(values.map { -$0 })
        growing.follow(other)
        var fresh = SmoothedCurve(weight: 0.9)
        fresh.follow(other)
        for index in values.indices { #expect(growing.values[index] == fresh.values[index]) }
    }
}

extension RunData {
    static func empty(wallTimes: ClosedRange<Double>?) -> RunData {
        RunData(
            name: "run", folder: "/run", scalars: [], images: [], damagedRecords: 0, wallTimes: wallTimes, revision: 0)
    }
}
