import Files
import Foundation
import Tensors
import ReferenceFiles
import Testing

@testable import Engine

@Suite struct PairMetricsTests {
    private static func picture(_ seed: UInt64, side: Int = 48) -> Picture {
        var generator = RandomGenerator(seed: seed)
        let (a, b) = (generator.nextFloat(), generator.nextFloat())
        let rgb = (0..<side * side * 3).map { i -> UInt8 in
            let (x, y) = (Float(i / 3 % side), Float(i / 3 / side))
            return UInt8(127 + 60 * sin(0.3 * a * x + Float(i % 3)) + 60 * cos(0.4 * b * y))
        }
        return Picture(width: side, height: side, rgb: rgb)
    }

    private static func agent() throws -> Agent {
        var generator = RandomGenerator(seed: 5)
        var file = TensorFile()
        for declaration in Agent.expectedTensors + Agent.criticTensors(seesStyle: false) {
            let count = declaration.extents.reduce(1, *)
            let scale = 0.5 / Float(max(1, declaration.extents.dropFirst().reduce(1, *))).squareRoot()
            file[declaration.name] = StoredTensor(
                shape: declaration.extents, values: (0..<count).map { _ in scale * generator.nextNormal() })
        }
        return try Agent(file)
    }

    @Test func theStartIsMeasuredLikeAnyFrame() throws {
        var generator = RandomGenerator(seed: 1)
        let network = try SmallLossNetwork.fresh(&generator)
        let (content, style) = (Self.picture(1), Self.picture(2))
        let metrics = try PairMetrics(lossNetwork: network, content: content, style: style)
        let start = try metrics.measure(Self.agent(), steps: 1).frames[0]
        let measured = metrics.measure(FloatImage(content), step: 0)
        #expect(start.content == 0 && measured.content == 0)
        #expect(start.style > 0 && abs(start.style - measured.style) <= 1e-6 * start.style)
        #expect(abs(start.ssim - 1) < 1e-12 && abs(measured.ssim - 1) < 1e-12)
        // The style itself has no style loss, and is not the content.
        let goal = metrics.measure(FloatImage(style), step: 1)
        #expect(goal.style < 1e-9)
        #expect(goal.content > 0 && goal.ssim < 0.99)
    }

    /// The small network blurs three times, each time from at least three pixels to half of them.
    @Test func picturesTooSmallToMeasureAreNamed() throws {
        var generator = RandomGenerator(seed: 1)
        let network = try SmallLossNetwork.fresh(&generator)
        #expect(network.leastSide(taps: 4) == 16 && network.leastSide(taps: 1) == 2)
        let enough = try PairMetrics(
            lossNetwork: network, content: Self.picture(2, side: 16), style: Self.picture(3, side: 16))
        #expect(enough.measure(FloatImage(Self.picture(3, side: 16)), step: 1).style.isFinite)
        for (content, style, role) in [(15, 20, "content"), (20, 15, "style")] {
            #expect {
                try PairMetrics(
                    lossNetwork: network, content: Self.picture(2, side: content), style: Self.picture(3, side: style))
            } throws: {
                "\($0)".contains("The \(role) of 15×15 pixels") && "\($0)".contains("at least 16 pixels")
            }
        }
    }

    @Test func aNetworkComparedWithItselfAgrees() throws {
        var generator = RandomGenerator(seed: 1)
        let network = try SmallLossNetwork.fresh(&generator)
        let metrics = try PairMetrics(
            lossNetwork: network, comparedNetwork: network, content: Self.picture(1), style: Self.picture(2))
        let result = try metrics.measure(Self.agent(), steps: 3, assessesCritics: true)
        #expect(result.frames.map(\.step) == [0, 1, 2, 3])
        #expect(result.rewards.count == 3 && result.qValues.count == 3)
        #expect(result.rewards == result.comparedRewards)
        #expect(result.rewards.allSatisfy { $0 < 0 })
        #expect(Set(result.qValues).count > 1)
    }

    /// The whole table takes minutes, so only where it is asked for; MINISTYLER_VGG names the VGG-16 trunk, converted with
    /// `--calibrate` on the validation content.
    @Test(
        .enabled(
            if: ProcessInfo.processInfo.environment["MINISTYLER_LONG_TESTS"] == "1" && Shared.vgg != nil
                && Shared.has("data/validation/pairs")))
    func theReleasedModelsTableIsReproduced() throws {
        let folder = "data/validation/pairs"
        let network = try LossNetwork.load(#require(Shared.vgg))
        let agent = try ReferenceTests.agent()
        let measured = try PairFolder(Shared.path(folder)).pairs.map { pair in
            try PairMetrics(
                lossNetwork: network, content: try Picture.read(pair.content), style: try Picture.read(pair.style)
            ).measure(agent, steps: 10)
        }
        let summary = EvaluationSummary(measured)
        let expected: [(Int, Double, Double, Double)] = [
            (0, 0, 1.1337, 1), (1, 1.2173, 0.3796, 0.7136), (2, 1.4950, 0.2671, 0.6642), (3, 1.6887, 0.2227, 0.6284),
            (5, 1.9596, 0.2003, 0.5738), (7, 2.1485, 0.2002, 0.5313), (10, 2.3450, 0.2130, 0.4803),
        ]
        for (step, content, style, ssim) in expected {
            let frame = summary.frames[step]
            #expect(abs(frame.content - content) <= 1e-3, "content loss at step \(step): \(frame.content)")
            #expect(abs(frame.style - style) <= 1e-3, "style loss at step \(step): \(frame.style)")
            #expect(abs(frame.ssim - ssim) <= 1e-3, "SSIM at step \(step): \(frame.ssim)")
        }
        #expect(summary.fallingPairs == 5)
    }
}
