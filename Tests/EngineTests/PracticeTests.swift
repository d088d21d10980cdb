import Files
import Foundation
import Tensors
import Testing

@testable import Engine

/// Learning on one pair.
@Suite struct PracticeTests {
    private static func picture(_ width: Int, _ height: Int, seed: Int) -> Picture {
        let rgb = (0..<width * height).flatMap { place -> [UInt8] in
            let (x, y) = (Double(place % width), Double(place / width))
            let wave = sin(x / 7 + Double(seed)) * cos(y / 9)
            return (0..<3).map { UInt8(128 + 100 * wave * cos(Double($0 + seed))) }
        }
        return Picture(width: width, height: height, rgb: rgb)
    }

    /// The one that comes with the program: another has no picture to lose.
    private static func agent() throws -> Agent { try Agent.load(try #require(Agent.defaultWeightsPath())) }

    private static func practice(_ change: (inout PracticeOptions) -> Void = { _ in }) throws -> Practice {
        var options = PracticeOptions()
        options.shortSide = 64
        change(&options)
        return try Practice(
            agent: try agent(), lossNetwork: try #require(try LossNetwork.loadDefault()),
            content: picture(150, 100, seed: 1), style: picture(90, 120, seed: 2), options: options)
    }

    @Test func theStyleLossOfEveryStepFalls() throws {
        let practice = try Self.practice()
        let reports = (0..<60).map { _ in practice.update() }
        #expect(reports.map(\.update) == Array(1...60))
        // Four episodes side by side, at the steps that five have between them.
        #expect(reports.prefix(4).map(\.step) == [1, 2, 3, 4])
        for step in 1...5 {
            let own = reports.filter { $0.step == step }.map(\.style)
            let count = own.count / 3
            let (early, late) = (own.prefix(count).reduce(0, +), own.suffix(count).reduce(0, +))
            #expect(late < 0.9 * early, "step \(step): \(own)")
        }
        #expect(reports.allSatisfy { $0.reward == -$0.style && !$0.wentBack && $0.terms["loss/edges"] != nil })
    }

    @Test func theAgentIsAnotherAndSaysWhereItComesFrom() throws {
        let practice = try Self.practice()
        let before = practice.weights()
        _ = practice.update()
        let after = practice.weights()
        #expect(after.metadata["origin"] == "practice" && after.metadata["updates"] == "1")
        let (source, agent) = (try Self.agent(), try practice.agent())
        #expect(after.metadata["source-sha256"] == source.sha256)
        #expect(agent.relaxation == source.relaxation && agent.noise == source.noise && agent.critics == nil)
        let changed = after.order.filter { after[$0] != before[$0] }
        #expect(changed.count > after.order.count / 2)
    }

    @Test func equalSeedsLearnTheSame() throws {
        func learned(_ seed: UInt64) throws -> TensorFile {
            let practice = try Self.practice { $0.training.seed = seed }
            for _ in 0..<6 { _ = practice.update() }
            return practice.weights()
        }
        let (first, second, other) = (try learned(3), try learned(3), try learned(4))
        #expect(first.order.allSatisfy { first[$0] == second[$0] })
        #expect(first.order.contains { first[$0] != other[$0] })
    }

    /// With a rate that no network bears, the picture goes; the weights come back and the rates fall.
    @Test func aPracticeThatLosesThePictureGoesBack() throws {
        let practice = try Self.practice {
            ($0.training.optimiser.actorRate, $0.training.optimiser.builderRate) = (0.5, 0.5)
        }
        let start = practice.weights()
        var back: TensorFile?
        for _ in 0..<12 where back == nil { if practice.update().wentBack { back = practice.weights() } }
        let found = try #require(back)
        #expect(found.order.allSatisfy { found[$0] == start[$0] })
    }

    @Test func weightsOfLossesMayChangeOnTheWay() throws {
        let (plain, weighed) = (try Self.practice(), try Self.practice())
        for practice in [plain, weighed] { _ = practice.update() }
        weighed.options.training.painting.strokes = EpisodeWeight(100)
        for practice in [plain, weighed] { _ = practice.update() }
        let (a, b) = (plain.weights(), weighed.weights())
        #expect(a.order.contains { a[$0] != b[$0] })
    }

    @Test func ratesFallInTheLastTwoFifths() {
        let options = PracticeOptions()
        #expect(options.rateFactor(0) == 1 && options.rateFactor(48) == 1)
        #expect(abs(options.rateFactor(64) - 0.525) < 0.01 && abs(options.rateFactor(80) - 0.05) < 1e-3)
    }

    @Test func picturesTooSmallAreRefused() throws {
        let (agent, network) = (try Self.agent(), try #require(try LossNetwork.loadDefault()))
        #expect {
            try Practice(
                agent: agent, lossNetwork: network, content: Self.picture(200, 40, seed: 1),
                style: Self.picture(90, 90, seed: 2))
        } throws: { "\($0)".contains("The content image is 200×40 pixels, too small to practise on") }
    }
}
