import Files
import Tensors
import Testing

@testable import Engine

/// A strength below 1 mixes the style sides of content and style.
@Suite struct StrengthTests {
    private let agent: Agent
    private let content = picture(width: 40, height: 32, seed: 1)
    private let style = picture(width: 32, height: 36, seed: 2)

    init() throws { agent = try StepBenchmark.randomAgent() }

    private static func picture(width: Int, height: Int, seed: UInt64) -> Picture {
        var generator = RandomGenerator(seed: seed)
        let rgb = (0..<3 * width * height).map { UInt8(Float(64 * ($0 % 3) + 127) * generator.nextFloat()) }
        return Picture(width: width, height: height, rgb: rgb)
    }

    private func planes(_ style: Picture, alpha: Float, steps: Int = 2) throws -> [Float] {
        var sequence = try StyleSequence(agent: agent, content: content, style: style)
        for _ in 0..<steps { try sequence.step(StepOptions(alpha: alpha, isAssessed: false)) }
        return sequence.frames[steps].image.planes
    }

    @Test func withNoneTheContentIsItsOwnStyle() throws {
        let own = try planes(style, alpha: 0)
        #expect(try own == planes(Self.picture(width: 48, height: 28, seed: 3), alpha: 0))
        let itself = try planes(content, alpha: 1)
        #expect(zip(own, itself).allSatisfy { abs($0 - $1) < 1e-4 })
    }

    @Test func betweenTheVectorsAreMixed() throws {
        let (own, other) = (agent.code(of: content.tensor()), agent.code(of: style.tensor()))
        let mixture = StyleCode.mixture([(own, 0.75), (other, 0.25)])
        let vectors: [(StyleCode) -> Tensor] = [
            { $0.mean1.value }, { $0.deviation2.value }, { $0.signal1.weight.value }, { $0.signalLevel3.bias.value },
        ]
        for vector in vectors {
            for i in 0..<vector(own).count {
                let expected = 0.75 * vector(own).values[i] + 0.25 * vector(other).values[i]
                #expect(abs(vector(mixture).values[i] - expected) < 1e-5)
            }
        }
        let moving = agent.step(moving: content.tensor(multiple: 4), step: 1, style: mixture).moving
        let planes = try planes(style, alpha: 0.25, steps: 1)
        #expect(zip(planes, moving.planarValues()).allSatisfy { abs($0 - $1) < 1e-4 })
        #expect(try planes != self.planes(style, alpha: 1, steps: 1))
    }
}
