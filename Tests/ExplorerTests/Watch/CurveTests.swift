import Foundation
import Testing

@testable import Explorer
@testable import Files

@Suite struct CurveTests {
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
