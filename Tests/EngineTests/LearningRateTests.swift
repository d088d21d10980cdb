import Testing

@testable import Engine

@Suite struct LearningRateTests {
    /// Adam's first steps are as long as the rates, whatever the gradient.
    @Test func theRateFactorShortensActorsAndBuildersSteps() throws {
        func changes(_ factor: Float) throws -> [Float] {
            let learner = try LearnerTests.learner(LearnerTests.contentAlone())
            let networks = [learner.actor.parameters, learner.builder.parameters]
            let before = networks.map { $0.parameters.map(\.array) }
            _ = learner.update(
                LearnerTests.batch, noise: LearnerTests.noise, kind: .joint, rateFactor: factor, styleFactor: 1)
            return zip(networks, before).map { network, before in
                zip(network.parameters, before).flatMap { zip($0.array, $1).map { abs($0 - $1) } }.max() ?? 0
            }
        }
        let (whole, quarter) = (try changes(1), try changes(0.25))
        for (whole, quarter) in zip(whole, quarter) {
            #expect(whole > 0 && abs(quarter / whole - 0.25) < 0.01, "\(whole), \(quarter)")
        }
    }
}
