/// How well Q-values rank pairs by what is still to come.
package struct CriticAgreement: Codable, Sendable, Equatable {
    /// γ of the paper, for critics that do not say theirs.
    package static let defaultDiscount = 0.99
    /// γ.
    package let discount: Double
    /// For steps 1, 2, …: rank correlation over pairs of Q of the step's action with the discounted return from it,
    /// Σ_k γ^k r_{t+k} up to the last step measured.
    package let correlations: [Double?]
    /// Mean of those that are defined.
    package let mean: Double?

    /// Of sequences of one length with `rewards` and `qValues`.
    package init(_ sequences: [SequenceMeasurement], discount: Double = defaultDiscount) {
        self.discount = discount
        let returns = sequences.map { sequence -> [Double] in
            var following = 0.0
            return sequence.rewards.reversed().map { reward in
                following = reward + discount * following
                return following
            }.reversed()
        }
        correlations = (sequences.first?.rewards ?? []).indices.map { step in
            RankCorrelation.spearman(sequences.map { $0.qValues[step] }, returns.map { $0[step] })
        }
        let known = correlations.compactMap { $0 }
        mean = known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }
}
