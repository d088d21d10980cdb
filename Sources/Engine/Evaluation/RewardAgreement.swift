/// How alike two loss networks rank the frames of sequences.
package struct RewardAgreement: Codable, Sendable, Equatable {
    /// Rank correlation of the rewards of all pairs and steps.
    package let reward: Double?
    /// Rank correlation of the changes of the reward from each step to the next, all pairs and steps.
    package let change: Double?

    /// Of sequences with `rewards` and `comparedRewards`.
    package init(_ sequences: [SequenceMeasurement]) {
        let changes = { (rewards: [Double]) in zip(rewards, rewards.dropFirst()).map { $1 - $0 } }
        reward = RankCorrelation.spearman(sequences.flatMap(\.rewards), sequences.flatMap(\.comparedRewards))
        change = RankCorrelation.spearman(
            sequences.flatMap { changes($0.rewards) }, sequences.flatMap { changes($0.comparedRewards) })
    }
}
