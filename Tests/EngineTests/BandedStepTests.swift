import Foundation
import Tensors
import Testing

@testable import Engine

/// Steps that go through the networks in bands of rows, against the same networks on whole maps.
@Suite struct BandedStepTests {
    private static let agent: Agent? = try? StepBenchmark.randomAgent()

    /// Several bands from 1,500 rows of 64 on.
    @Test(arguments: [Shape(1, 3, 8, 8), Shape(1, 3, 40, 60), Shape(1, 3, 1500, 64), Shape(1, 3, 4200, 64)])
    func aStepIsThatOfWholeMaps(shape: Shape) throws {
        let agent = try #require(Self.agent)
        let moving = LearnerTests.tensor(shape, seed: 5, mean: 0.5, scale: 0.2)
        let style = LearnerTests.tensor(Shape(1, 3, 48, 32), seed: 6, mean: 0.4, scale: 0.3)
        let noise = LearnerTests.tensor(
            Shape(1, 64, shape.height / 4, shape.width / 4), seed: 7, mean: 0, scale: 1)
        let tape = Tape(recording: false)
        let code = StyleCode(agent.actor.encode(style: Variable(style), on: tape), on: tape)
        let (mean, raw) = agent.actor.distribution(
            x2: agent.actor.encode(moving: Variable(moving), on: tape), on: tape)
        for (noise, alpha) in [(nil, 1), (noise, 1), (noise, 0.5)] as [(Tensor?, Float)] {
            let sample = tape.gaussianSample(
                mean: mean, raw: raw, noise: noise ?? Tensor(repeating: 0, shape: mean.shape))
            let expected = agent.builder.build(action: sample.action, style: code, alpha: alpha, on: tape).value
            let step = agent.step(
                moving: moving, step: 1, style: code, alpha: alpha, noise: noise, keepsAction: true)
            #expect(Self.difference(step.moving, expected) < 1e-5, "noise \(noise != nil), alpha \(alpha)")
            #expect(Self.difference(try #require(step.action), sample.action.value) < 1e-4)
            let distance =
                zip(sample.action.value.planarValues(), mean.value.planarValues())
                .reduce(0) { $0 + Double(abs($1.0 - $1.1)) } / Double(mean.value.count)
            #expect(abs(Double(step.actionSize) - distance) < 1e-4 * (1 + distance))
            #expect(step.entropy.isFinite)
        }
    }

    /// Odd extents too, which leave the last row of a halved map without a partner.
    @Test(arguments: [Shape(1, 3, 8, 8), Shape(1, 3, 33, 47), Shape(1, 3, 2751, 61)])
    func aStylesCodeIsThatOfWholeMaps(shape: Shape) throws {
        let agent = try #require(Self.agent)
        let style = LearnerTests.tensor(shape, seed: 6, mean: 0.4, scale: 0.3)
        let tape = Tape(recording: false)
        let expected = StyleCode(agent.actor.encode(style: Variable(style), on: tape), on: tape)
        let code = agent.code(of: style)
        let pairs = [
            (code.mean1, expected.mean1), (code.deviation1, expected.deviation1), (code.mean2, expected.mean2),
            (code.deviation2, expected.deviation2), (code.signal1.weight, expected.signal1.weight),
            (code.signal1.bias, expected.signal1.bias), (code.signal2.weight, expected.signal2.weight),
            (code.signal2.bias, expected.signal2.bias), (code.signalLevel2.weight, expected.signalLevel2.weight),
            (code.signalLevel2.bias, expected.signalLevel2.bias),
            (code.signalLevel3.weight, expected.signalLevel3.weight),
            (code.signalLevel3.bias, expected.signalLevel3.bias),
        ]
        for (index, (found, wanted)) in pairs.enumerated() {
            let difference = Self.difference(found.value, wanted.value)
            #expect(difference < 1e-5 * (1 + Self.largest(wanted.value)), "part \(index): \(difference)")
        }
    }

    private static func difference(_ a: Tensor, _ b: Tensor) -> Float {
        guard a.shape == b.shape else { return .infinity }
        return zip(a.planarValues(), b.planarValues()).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }

    private static func largest(_ a: Tensor) -> Float { a.planarValues().reduce(0) { max($0, abs($1)) } }
}
