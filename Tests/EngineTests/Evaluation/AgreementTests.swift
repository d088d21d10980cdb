import Testing

@testable import Engine

@Suite struct AgreementTests {
    private func sequence(rewards: [Double], compared: [Double] = [], q: [Double] = []) -> SequenceMeasurement {
        var result = SequenceMeasurement(frames: [])
        result.rewards = rewards
        result.comparedRewards = compared
        result.qValues = q
        return result
    }

    /// Alike in level, unlike in its changes: Σd² of ranks is 16 of 6 rewards and 18 of 4 changes.
    @Test func changesAreRankedApartFromRewards() throws {
        let agreement = RewardAgreement([
            sequence(rewards: [-9, -8, -8.5], compared: [-90, -91, -90.6]),
            sequence(rewards: [-1, -1.2, -1.3], compared: [-10, -9, -8.8]),
        ])
        #expect(abs(try #require(agreement.reward) - (1 - 6 * 16.0 / 210)) < 1e-12)
        #expect(abs(try #require(agreement.change) - (1 - 6 * 18.0 / 60)) < 1e-12)
    }

    /// Returns from step 1 are −1 − γ·4, −2 − γ·2, −3 − γ·0.5: with γ = 1 the order −5, −4, −3.5; with γ = 0 the reverse.
    @Test func returnsAreDiscounted() throws {
        let sequences = [
            sequence(rewards: [-1, -4], q: [1, 1]), sequence(rewards: [-2, -2], q: [2, 3]),
            sequence(rewards: [-3, -0.5], q: [3, 2]),
        ]
        let patient = CriticAgreement(sequences, discount: 1)
        #expect(patient.correlations[0] == 1)
        let last = try #require(patient.correlations[1])
        #expect(abs(last - 0.5) < 1e-12)
        #expect(abs(try #require(patient.mean) - 0.75) < 1e-12)
        #expect(CriticAgreement(sequences, discount: 0).correlations[0] == -1)
    }

    @Test func aCriticThatSaysTheSameOfAllIsUndefined() {
        let agreement = CriticAgreement([sequence(rewards: [-1], q: [0]), sequence(rewards: [-2], q: [0])])
        #expect(agreement.correlations == [nil])
        #expect(agreement.mean == nil)
    }
}
