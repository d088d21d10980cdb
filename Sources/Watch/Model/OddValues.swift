import Files
import Screens

/// The numbers of a series that no height shows: NaN and infinities. Kept while the series grows, so that only what is new
/// is looked at.
struct OddValues: Sendable {
    enum Kind: CaseIterable, Sendable {
        case nan
        case positive
        case negative

        init?(_ value: Double) {
            if value.isFinite { return nil }
            self = value.isNaN ? .nan : value > 0 ? .positive : .negative
        }

        /// What it is called in a legend.
        var name: String {
            switch self {
            case .nan: "NaN"
            case .positive: "∞"
            case .negative: "−∞"
            }
        }
    }

    /// Places in the series, ascending.
    private var places: [Kind: [Int]] = [:]
    private var taken = 0
    private var last: (step: Int64, wallTime: Double)?

    /// Takes in what `series` has beyond what was taken in before.
    mutating func follow(_ series: ScalarSeries) {
        let isGrown =
            series.count >= taken
            && (taken == 0 || last.map { $0 == (series.steps[taken - 1], series.wallTimes[taken - 1]) } == true)
        if !isGrown { self = OddValues() }
        if taken == series.count { return }
        series.values.forEach(in: taken..<series.count) { place, value in
            if let kind = Kind(value) { places[kind, default: []].append(place) }
        }
        taken = series.count
        last = (series.steps[taken - 1], series.wallTimes[taken - 1])
    }

    /// How many there are, for a legend: “3 NaN 1 ∞”; empty for none.
    var text: String {
        Kind.allCases.compactMap { kind in
            places[kind].map { "\(NumberText.count($0.count)) \(kind.name)" }
        }.joined(separator: " ")
    }

    /// The columns of a plot in which there are some.
    /// - Parameters:
    ///   - points: those of the series.
    ///   - range: what the plot shows from left to right.
    ///   - columns: its width.
    func columns(of points: LinePoints, range: ClosedRange<Double>, columns: Int) -> [(kind: Kind, column: Int)] {
        if places.isEmpty || columns < 1 { return [] }
        let extent = range.upperBound - range.lowerBound
        func column(_ x: Double) -> Int { min(columns - 1, Int((x - range.lowerBound) / extent * Double(columns))) }
        return Kind.allCases.flatMap { kind -> [(kind: Kind, column: Int)] in
            guard let places = places[kind] else { return [] }
            if !points.isAscending {
                let found = places.lazy.map(points.x).filter(range.contains).map(column)
                return Set(found).sorted().map { (kind, $0) }
            }
            var found: [(kind: Kind, column: Int)] = []
            var place = Self.first(places, from: points.index(at: range.lowerBound))
            while place < places.count, range.contains(points.x(places[place])) {
                let here = column(points.x(places[place]))
                found.append((kind, here))
                // On to the next column, however many of them lie in this one.
                let edge = range.lowerBound + extent * Double(here + 1) / Double(columns)
                place = max(place + 1, Self.first(places, from: points.index(at: edge, from: places[place])))
            }
            var seen: Set<Int> = []
            return found.filter { seen.insert($0.column).inserted }
        }
    }

    /// The first of ascending places that is not below another one.
    private static func first(_ places: [Int], from start: Int) -> Int {
        var (low, high) = (0, places.count)
        while low < high {
            let middle = (low + high) / 2
            if places[middle] < start { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
