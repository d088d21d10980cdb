import Files
import Tensors
import Testing

@testable import Engine

/// Steps that multiply in bfloat16.
@Suite(.enabled(if: Precision.bfloat16.isSupported, "this processor does not compute in bf16"))
struct StepPrecisionTests {
    private static func picture(width: Int, height: Int, seed: UInt64) -> Picture {
        var generator = RandomGenerator(seed: seed)
        let rgb = (0..<3 * width * height).map { _ in UInt8(255 * generator.nextFloat()) }
        return Picture(width: width, height: height, rgb: rgb)
    }

    @Test func framesStayNearThoseOfFloat32() throws {
        let content = Self.picture(width: 96, height: 64, seed: 1)
        let style = Self.picture(width: 64, height: 80, seed: 2)
        let images = try [Precision.float32, .bfloat16].map { precision in
            let agent = try StepBenchmark.randomAgent(precision)
            var sequence = try StyleSequence(agent: agent, content: content, style: style)
            return try sequence.step().image.planes
        }
        let differences = zip(images[0], images[1]).map { abs($0 - $1) }
        #expect(differences.contains { $0 > 0 })
        // Eight bits of fraction, over a dozen layers.
        #expect(differences.reduce(0, +) < 0.02 * images[0].map(abs).reduce(0, +))
    }
}
