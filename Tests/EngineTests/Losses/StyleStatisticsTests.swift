import Tensors
import Testing

@testable import Engine

/// What is kept of a style beside the pictures.
@Suite struct StyleStatisticsTests {
    private static var tape: Tape { Tape(recording: false) }

    private static func maps() -> [Variable] {
        [(16, 5, 3), (32, 2, 4)].enumerated().map { index, extent in
            Variable(
                LearnerTests.tensor(
                    Shape(2, extent.0, extent.1, extent.2), seed: UInt64(70 + index), mean: 3, scale: 0.5))
        }
    }

    /// Means are near 3 and deviations near a half: neither can be taken for the other.
    @Test func aRowIsMeanThenDeviationOfEachLevel() {
        let statistics = StyleStatistics(Self.maps(), on: Self.tape)
        let row = statistics.row(1)
        #expect(row.count == 96)
        for range in [0..<16, 32..<64] { #expect(row[range].allSatisfy { $0 > 2 }) }
        for range in [16..<32, 64..<96] { #expect(row[range].allSatisfy { $0 < 1 }) }
    }

    @Test func whatIsReadBackIsAtNoDistance() {
        let statistics = StyleStatistics(Self.maps(), on: Self.tape)
        let kept = StyleStatistics(rows: [statistics.row(0), statistics.row(1)], channels: [16, 32])
        #expect(statistics.distances(to: kept, on: Self.tape).value.planarValues() == [0, 0])
        let exchanged = StyleStatistics(rows: [statistics.row(1), statistics.row(0)], channels: [16, 32])
        #expect(statistics.distance(to: exchanged, on: Self.tape).value.scalar > 0)
    }
}
