import Foundation

/// Which of the weights kept for looking back stay when there are many.
package struct WeightRetention: Codable, Sendable, Equatable {
    /// How the older ones are chosen.
    package enum Spacing: Codable, Sendable, Equatable {
        /// All of them.
        case all
        /// Those whose update is a multiple of the number.
        case every(Int)
        /// The first one in each interval [ratioⁿ, ratioⁿ⁺¹): their number grows with the logarithm of the run's length.
        case geometric(ratio: Double)
    }

    /// The newest, all of which stay.
    package var newest: Int
    /// How the older ones are chosen.
    package var spacing: Spacing

    /// The last ten, and older ones each a fifth further on than the one before.
    package init(newest: Int = 10, spacing: Spacing = .geometric(ratio: 1.2)) {
        self.newest = newest
        self.spacing = spacing
    }

    /// The updates that stay out of `updates`, ascending. What is dropped once would also be dropped later, so thinning
    /// after each new one gives the same as thinning at the end.
    package func kept(of updates: [Int]) -> [Int] {
        let sorted = updates.sorted()
        var kept: [Int] = []
        var lastInterval: Int?
        for (index, update) in sorted.enumerated() {
            let stays: Bool
            switch spacing {
            case .all: stays = true
            case .every(let number): stays = number > 0 && update % number == 0
            case .geometric(let ratio):
                precondition(ratio > 1, "weights spaced by a ratio of \(ratio)")
                let interval = update > 0 ? Int((log(Double(update)) / log(ratio)).rounded(.down)) : -1
                stays = interval != lastInterval
                lastInterval = interval
            }
            if stays || index >= sorted.count - newest { kept.append(update) }
        }
        return kept
    }
}
