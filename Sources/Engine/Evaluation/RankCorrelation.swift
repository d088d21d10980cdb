/// How alike two lists order the same things.
package enum RankCorrelation {
    /// Spearman's ρ: the linear correlation of ranks, equal values sharing their mean rank. In [−1, 1]; nil where there are
    /// fewer than two values, or where one list is constant or holds a value that is no number.
    package static func spearman(_ x: [Double], _ y: [Double]) -> Double? {
        precondition(x.count == y.count, "ranking \(x.count) values against \(y.count)")
        guard x.count > 1, !x.contains(where: \.isNaN), !y.contains(where: \.isNaN) else { return nil }
        let (a, b) = (ranks(x), ranks(y))
        let mean = Double(x.count + 1) / 2
        var (products, squaresOfA, squaresOfB) = (0.0, 0.0, 0.0)
        for (rankInA, rankInB) in zip(a, b) {
            products += (rankInA - mean) * (rankInB - mean)
            squaresOfA += (rankInA - mean) * (rankInA - mean)
            squaresOfB += (rankInB - mean) * (rankInB - mean)
        }
        guard squaresOfA > 0, squaresOfB > 0 else { return nil }
        return products / (squaresOfA * squaresOfB).squareRoot()
    }

    /// 1 for the smallest.
    private static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
            for position in start..<end { ranks[order[position]] = Double(start + end + 1) / 2 }
            start = end
        }
        return ranks
    }
}
