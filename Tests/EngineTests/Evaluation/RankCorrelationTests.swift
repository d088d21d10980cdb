import Testing

@testable import Engine

@Suite struct RankCorrelationTests {
    @Test func orderAloneCounts() {
        #expect(RankCorrelation.spearman([1, 2, 3, 4], [-8, 0.1, 0.2, 1e9]) == 1)
        #expect(RankCorrelation.spearman([1, 2, 3, 4], [4, 3, 2, 1]) == -1)
    }

    /// 1 − 6·Σd²/(n·(n² − 1)) where nothing is equal: d = 1, −1, 1, −1, 0.
    @Test func aFewSwapsByHand() throws {
        let rho = try #require(RankCorrelation.spearman([10, 20, 30, 40, 50], [2, 1, 4, 3, 5]))
        #expect(abs(rho - (1 - 6 * 4.0 / (5 * 24))) < 1e-12)
    }

    /// Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5/√(4.5·5).
    @Test func equalValuesShareTheirRank() throws {
        let rho = try #require(RankCorrelation.spearman([1, 2, 2, 3], [1, 2, 3, 4]))
        #expect(abs(rho - 4.5 / (4.5 * 5).squareRoot()) < 1e-12)
    }

    @Test func undefinedWhereNothingCanBeRanked() {
        #expect(RankCorrelation.spearman([1, 1, 1], [1, 2, 3]) == nil)
        #expect(RankCorrelation.spearman([1], [1]) == nil)
        #expect(RankCorrelation.spearman([1, .nan], [1, 2]) == nil)
    }
}
