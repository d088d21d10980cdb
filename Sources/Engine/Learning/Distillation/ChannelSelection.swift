import Foundation

/// Which channels of a wide layer a narrow one takes over.
enum ChannelSelection {
    /// The channels whose weighted sum comes closest to the sum of all: greedy non-negative least squares, with a pull towards
    /// equal weights that decides where a channel contributes too little for the rows to tell.
    ///
    /// - Parameters:
    ///   - shares: rows of one value a channel ≥ 0, each row summing to 1: what each channel contributes to a distance.
    ///   - count: channels to choose.
    /// - Returns: channels in rising order, and for each the weight > 0 of its contribution.
    static func summands(_ shares: [[Double]], count: Int) -> (channels: [Int], weights: [Double]) {
        let channels = shares[0].count
        precondition(count <= channels, "\(count) of \(channels) channels")
        var gram = [Double](repeating: 0, count: channels * channels)
        // Σ over rows of share · 1, since every row sums to 1.
        var target = [Double](repeating: 0, count: channels)
        gram.withUnsafeMutableBufferPointer { gram in
            for row in shares {
                row.withUnsafeBufferPointer { row in
                    for i in 0..<channels {
                        target[i] += row[i]
                        for j in 0..<channels { gram[i * channels + j] += row[i] * row[j] }
                    }
                }
            }
        }
        // A channel without any weight would be lost for ever; one with little can still learn.
        let equal = Double(channels) / Double(count)
        let least = 0.05 * equal
        let pull = 0.02 * (0..<channels).reduce(0) { $0 + gram[$1 * channels + $1] } / Double(channels)
        var weights = [Double](repeating: 0, count: channels)
        var active: [Int] = []
        let slope = { (i: Int) in active.reduce(target[i]) { $0 - gram[i * channels + $1] * weights[$1] } }
        while active.count < count {
            let rest = (0..<channels).filter { !active.contains($0) }
            // How much the squared error falls when the channel alone is added.
            let gain = { (i: Int) in max(0, slope(i)) * max(0, slope(i)) / max(gram[i * channels + i], 1e-300) }
            guard let best = rest.map({ ($0, gain($0)) }).max(by: { $0.1 < $1.1 }) else { break }
            active.append(best.0)
            for _ in 0..<(active.count == count ? 200 : 4) {
                for i in active {
                    let own = gram[i * channels + i]
                    weights[i] = max(least, (slope(i) + own * weights[i] + pull * equal) / (own + pull))
                }
            }
        }
        active.sort()
        return (active, active.map { weights[$0] })
    }

    /// The channels that leave the least variance unexplained, by Cholesky's decomposition with pivots.
    ///
    /// - Parameters:
    ///   - samples: rows of one value a channel.
    ///   - importance: a factor for each channel's values.
    ///   - count: channels to choose.
    static func spanning(_ samples: [[Float]], importance: [Double], count: Int) -> [Int] {
        let channels = importance.count
        precondition(count <= channels, "\(count) of \(channels) channels")
        var covariance = [Double](repeating: 0, count: channels * channels)
        let means = (0..<channels).map { c in samples.reduce(0) { $0 + Double($1[c]) } / Double(samples.count) }
        covariance.withUnsafeMutableBufferPointer { covariance in
            for sample in samples {
                let row = (0..<channels).map { (Double(sample[$0]) - means[$0]) * importance[$0] }
                row.withUnsafeBufferPointer { row in
                    for i in 0..<channels {
                        for j in 0..<channels { covariance[i * channels + j] += row[i] * row[j] }
                    }
                }
            }
        }
        var chosen: [Int] = []
        while chosen.count < count {
            let rest = (0..<channels).filter { !chosen.contains($0) }
            guard let pivot = rest.max(by: { covariance[$0 * channels + $0] < covariance[$1 * channels + $1] })
            else { break }
            chosen.append(pivot)
            let variance = covariance[pivot * channels + pivot]
            guard variance > 0 else { continue }
            let row = (0..<channels).map { covariance[pivot * channels + $0] }
            for i in 0..<channels {
                for j in 0..<channels { covariance[i * channels + j] -= row[i] * row[j] / variance }
            }
        }
        return chosen.sorted()
    }
}
