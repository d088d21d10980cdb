import Files
import Foundation
import Tensors
import ReferenceFiles
import Testing

@testable import Engine

/// Element-wise comparison with the released model's tensors.
@Suite struct ReferenceTests {
    static let hasReferences = Shared.has(
        "golden/square.safetensors", "golden/oblong.safetensors", "golden/variants.safetensors",
        "weights/released-actor.pth.tar", "weights/released-builder.pth.tar")

    static func agent() throws -> Agent {
        let actor = try PyTorchCheckpoint.read(Shared.path("weights/released-actor.pth.tar"))
        let builder = try PyTorchCheckpoint.read(Shared.path("weights/released-builder.pth.tar"))
        var file = TensorFile()
        for name in actor.order { file["actor." + name] = actor[name] }
        for name in builder.order { file["builder." + name] = builder[name] }
        return try Agent(file)
    }

    static func largestDifference(_ image: FloatImage, _ expected: StoredTensor) -> Float {
        zip(image.planes, expected.values).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }

    static func image(_ tensor: StoredTensor) -> FloatImage {
        FloatImage(width: tensor.shape[3], height: tensor.shape[2], planes: tensor.values)
    }

    @Test(.enabled(if: hasReferences), arguments: ["square", "oblong"])
    func meanActionFramesMatch(_ name: String) throws {
        let golden = try Golden(Shared.path("golden/\(name).safetensors"))
        var sequence = try StyleSequence(
            agent: Self.agent(), content: Self.image(try golden("content")), style: Self.image(try golden("style")))
        for step in 1...10 {
            let frame = try sequence.step()
            guard let expected = golden.file["moving.\(step)"] else { continue }
            let difference = Self.largestDifference(frame.image, expected)
            print("\(name) step \(step): largest difference \(difference), \(frame.report!.seconds) s")
            #expect(difference <= (step == 1 ? 3e-5 : 2e-4), "step \(step)")
        }
    }

    @Test(.enabled(if: hasReferences)) func alphaAndStyleOfOddSizeMatch() throws {
        let golden = try Golden(Shared.path("golden/variants.safetensors"))
        let agent = try Self.agent()
        let (content, style) = (Self.image(try golden("content")), Self.image(try golden("style")))
        let code = agent.code(of: style.tensor())
        var frame = SequenceFrame(
            step: 0, width: content.width, height: content.height, report: nil, moving: content.tensor(multiple: 4))
        for step in 1...3 {
            // The released form, which sequences do not use.
            let moving = agent.step(moving: frame.moving, step: step, style: code, alpha: 0.4).moving
            frame = SequenceFrame(
                step: step, width: content.width, height: content.height, report: nil, moving: moving)
            // With α < 1 the released weights leave [0, 1] by far (up to 1e9 at step 3), so the bound is relative.
            let expected = try golden("alpha0.4.moving.\(step)")
            let largest = expected.values.reduce(1) { max($0, abs($1)) }
            #expect(Self.largestDifference(frame.image, expected) <= 3e-5 * largest, "step \(step)")
        }
    }

    @Test(.enabled(if: hasReferences)) func sampledActionMatches() throws {
        let golden = try Golden(Shared.path("golden/variants.safetensors"))
        let agent = try Self.agent()
        let noise = Tensor(planar: try golden("sampled.eps").values, shape: Shape(1, 64, 16, 24))
        let result = agent.step(
            moving: Self.image(try golden("content")).tensor(), step: 1,
            style: agent.code(of: Self.image(try golden("style")).tensor()),
            alpha: 1, noise: noise, keepsAction: true)
        let tape = Tape(recording: false)
        let (mean, raw) = agent.actor.distribution(
            x2: agent.actor.encode(moving: Variable(Self.image(try golden("content")).tensor()), on: tape), on: tape)
        let density = tape.gaussianSample(mean: mean, raw: raw, noise: noise).logDensity.value
        let differ = { (a: [Float], b: StoredTensor) in zip(a, b.values).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
        }
        // Actions reach ±21, so rounding alone is some 1e-5.
        #expect(differ(try #require(result.action).planarValues(), try golden("sampled.action")) <= 1e-4)
        // The reference recovers n as (x − μ)/σ from rounded x, which costs digits where σ is small.
        #expect(differ(density.planarValues(), try golden("sampled.log_prob")) <= 5e-3)
        #expect(differ(result.moving.planarValues(), try golden("sampled.moving.1")) <= 3e-5)
    }
}

/// A file of reference tensors; one that is missing fails the test that asks for it.
struct Golden {
    let file: TensorFile

    init(_ path: String) throws { file = try Safetensors.read(path) }

    func callAsFunction(_ name: String) throws -> StoredTensor {
        try #require(file[name], "the reference file lacks \(name)")
    }
}
