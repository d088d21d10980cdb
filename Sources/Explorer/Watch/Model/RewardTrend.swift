import Files

/// Where the rewards go: the mean of the newest ones beside that of as many before them.
struct RewardTrend: Equatable, Sendable {
    let mean: Double
    let former: Double

    /// Nil where there are fewer than four finite rewards.
    init?(_ series: ScalarSeries) {
        let count = min(200, series.count / 2)
        guard count >= 2 else { return nil }
        func mean(_ range: Range<Int>) -> Double? {
            var sum = 0.0
            var finite = 0
            series.values.forEach(in: range) { _, value in
                if value.isFinite {
                    sum += value
                    finite += 1
                }
            }
            return finite > 0 ? sum / Double(finite) : nil
        }
        guard let newest = mean(series.count - count..<series.count),
            let before = mean(series.count - 2 * count..<series.count - count)
        else { return nil }
        self.mean = newest
        former = before
    }

    /// An arrow; level where the change is below two per cent.
    var sign: String {
        let change = mean - former
        let size = max(abs(mean), abs(former))
        if size == 0 || abs(change) < 0.02 * size { return "→" }
        return change > 0 ? "↗" : "↘"
    }
}
