import Files
import Foundation
import ReferenceFiles
import Testing

/// The whole way from the released checkpoints and pictures to frames, against the released code's own frames.
@Suite struct ReferenceTests {
    @Test(
        .enabled(
            if: Shared.has(
                "golden/square.safetensors", "golden/oblong.safetensors", "weights/released-actor.pth.tar",
                "weights/released-builder.pth.tar")), arguments: ["square", "oblong"])
    func stylizedPicturesMatchTheReleasedCode(_ name: String) throws {
        let place = try Workplace()
        let imported = try place.program.run([
            "convert", "--actor", Shared.path("weights/released-actor.pth.tar"), "--builder",
            Shared.path("weights/released-builder.pth.tar"), "--output", "w.safetensors",
        ])
        #expect(imported.status == 0)
        let outcome = try place.program.run([
            "stylize", Shared.path("golden/\(name)_content.png"), Shared.path("golden/\(name)_style.png"), "--output",
            "out",
            "--weights", "w.safetensors", "--frames", "1,10", "--format", "safetensors",
        ])
        #expect(outcome.status == 0)
        let golden = try Safetensors.read(Shared.path("golden/\(name).safetensors"))
        for (step, bound) in [(1, Float(3e-5)), (10, 2e-4)] {
            let expected = try #require(golden["moving.\(step)"])
            let path = place.path("out/frame-\(step < 10 ? "0" : "")\(step).safetensors")
            let frame = try #require(try Safetensors.read(path)["frame"])
            #expect(frame.shape == expected.shape)
            let difference = zip(frame.values, expected.values).reduce(0) { max($0, abs($1.0 - $1.1)) }
            #expect(difference <= bound, "step \(step)")
        }
    }
}
