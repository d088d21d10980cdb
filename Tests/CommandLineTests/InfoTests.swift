import Files
import Foundation
import ReferenceFiles
import Testing

/// `info` for people and as JSON.
@Suite struct InfoTests {
    private func object(_ outcome: Program.Outcome) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    }

    @Test func weightsAreListedByLayerAndNetwork() throws {
        let place = try Workplace()
        try place.writeWeights()
        let text = try place.program.run(["info", "weights.safetensors"])
        #expect(text.status == 0)
        #expect(text.lines[0].hasPrefix("weights.safetensors: agent weights, "))
        #expect(text.output.contains(/actor\.encoder\.enc1_1\.0\.conv_layer\.weight +16×3×9×9 +F32 +3,888 +15,552\n/))
        #expect(text.output.contains(/total +62 +371,155 +1,484,620\n/))
        #expect(text.output.contains(/origin +test\n/))
        let json = try object(try place.program.run(["info", "--json", "weights.safetensors"]))
        #expect(json["kind"] as? String == "agent weights")
        #expect((json["tensors"] as? [Any])?.count == 62)
        #expect(json["problem"] == nil)
    }

    @Test func aLossNetworksLayersAreToldInALine() throws {
        let assets = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../assets").standardized
        let place = try Workplace()
        let text = try place.program.run(["info", assets.path + "/loss-network.safetensors"])
        #expect(text.lines[0].contains("loss network"))
        #expect(text.output.contains(/layers +7 convolutions, 3 pools; taps conv1_1, conv2_1, conv3_1, conv4_1\n/))
    }

    @Test func unusableWeightsAreShownWithTheProblem() throws {
        let place = try Workplace()
        var file = Workplace.weights()
        file["actor.encoder.enc1_1.0.conv_layer.bias"] = nil
        try Safetensors.write(file, to: place.path("w.safetensors"))
        let outcome = try place.program.run(["info", "w.safetensors"])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("Not usable: "))
        #expect(outcome.output.contains("enc1_1.0.conv_layer.bias"))
    }

    @Test func imagesAreDescribed() throws {
        let place = try Workplace()
        try place.writePicture("plain.jpg", width: 33, height: 20)
        try place.writePicture("clear.png", width: 12, height: 9, alpha: true)
        let jpeg = try place.program.run(["info", "plain.jpg"])
        #expect(jpeg.output.contains("33×20 pixels") && jpeg.output.contains("JPEG, colour, 8 bits"))
        let png = try object(try place.program.run(["info", "clear.png", "--json"]))
        let image = try #require(png["image"] as? [String: Any])
        #expect(image["hasAlpha"] as? Bool == true)
        #expect(image["width"] as? Int == 12)
        #expect(image["format"] as? String == "PNG")
        #expect(png["recipe"] == nil)
    }

    @Test func textOfAFileIsNoOrderToTheTerminal() throws {
        let place = try Workplace()
        let orders = "x\u{1B}]0;title\u{7}\u{9B}2J\n\u{202E}y"
        let source = Recipe.Source(name: orders, sha256: orders)
        let recipe = Recipe(
            content: source, style: source, weightsSHA256: orders, step: 1, action: orders, version: orders)
        let picture = Picture(width: 8, height: 8, rgb: [UInt8](repeating: 9, count: 192))
        try AtomicFile.write(picture.encodedPNG(text: [recipe.textChunk()]), to: place.path("a.png"))
        var file = TensorFile(metadata: [orders: orders])
        file[orders] = StoredTensor(shape: [1], values: [1])
        try Safetensors.write(file, to: place.path("a.safetensors"))
        for name in ["a.png", "a.safetensors"] {
            let outcome = try place.program.run(["info", name])
            #expect(outcome.status == 0 && outcome.output.contains(#"x\u{1B}]0;title\u{7}\u{9B}2J\n\u{202E}y"#))
            let orders = outcome.output.unicodeScalars.filter {
                $0.properties.generalCategory == .control && $0 != "\n"
            }
            #expect(orders.isEmpty && !outcome.output.contains("\u{202E}"), "\(outcome.output)")
        }
        let missing = try place.program.run(["info", "b\u{1B}[2J.png"])
        #expect(missing.hasOneSentence && missing.errors.contains(#"b\u{1B}[2J.png"#), "\(missing.errors)")
    }

    @Test func oneLongNameDoesNotWidenAllLines() throws {
        let place = try Workplace()
        var file = TensorFile()
        for index in 0..<100 { file["\(index)"] = StoredTensor(shape: [1], values: [1]) }
        file[String(repeating: "x", count: 100_000)] = StoredTensor(shape: [1], values: [1])
        try Safetensors.write(file, to: place.path("a.safetensors"))
        let outcome = try place.program.run(["info", "a.safetensors"])
        #expect(outcome.status == 0 && outcome.output.utf8.count < 400_000)
    }

    @Test func recipesAreShown() throws {
        let place = try Workplace()
        let source = Recipe.Source(name: "lake.png", path: nil, sha256: String(repeating: "a", count: 64))
        let recipe = Recipe(
            content: source, style: source, weightsSHA256: String(repeating: "b", count: 64), step: 7, seed: 42,
            action: "sample", alpha: 0.25, size: 512, version: "0.1.0")
        let png = try Workplace.picture(width: 8, height: 8).encodedPNG(text: [recipe.textChunk()])
        try AtomicFile.write(png, to: place.path("frame.png"))
        let outcome = try place.program.run(["info", "frame.png"])
        #expect(outcome.output.contains(/action +sample, seed 42\n/))
        #expect(outcome.output.contains(/step +7\n/))
        #expect(outcome.output.contains(/content +lake\.png\n/))
        let json = try object(try place.program.run(["info", "frame.png", "--json"]))
        #expect((json["recipe"] as? [String: Any])?["seed"] as? Int == 42)
        var frame = TensorFile(metadata: [Recipe.keyword: try recipe.textChunk().value])
        frame["frame"] = StoredTensor(shape: [1, 3, 1, 1], values: [0, 0, 0])
        try Safetensors.write(frame, to: place.path("frame.safetensors"))
        let tensors = try place.program.run(["info", "frame.safetensors"]).output
        #expect(tensors.contains(/action +sample, seed 42\n/) && !tensors.contains("weightsSHA256"))
        let report = try object(try place.program.run(["info", "frame.safetensors", "--json"]))
        #expect((report["recipe"] as? [String: Any])?["seed"] as? Int == 42 && report["metadata"] == nil)
    }

    @Test func recipesOfBranchesListTheirSteps() throws {
        let place = try Workplace()
        let source = Recipe.Source(name: "lake.png", path: nil, sha256: String(repeating: "a", count: 64))
        let recipe = Recipe(
            content: source, style: source, weightsSHA256: String(repeating: "b", count: 64), step: 2,
            steps: [.init(alpha: 1, seed: nil), .init(alpha: 0.5, seed: 42)], version: "0.1.0")
        let png = try Workplace.picture(width: 8, height: 8).encodedPNG(text: [recipe.textChunk()])
        try AtomicFile.write(png, to: place.path("frame.png"))
        let outcome = try place.program.run(["info", "frame.png"])
        #expect(outcome.output.contains(/step 1 +alpha 1\.0, mean\n/))
        #expect(outcome.output.contains(/step 2 +alpha 0\.5, sample, seed 42\n/))
    }

    @Test(.enabled(if: Shared.has("weights/released-builder.pth.tar"))) func checkpointsAreListed() throws {
        let outcome = try Program().run(["info", Shared.path("weights/released-builder.pth.tar")])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("PyTorch checkpoint"))
        #expect(outcome.output.contains(/dec5\.0\.conv_layer\.weight +3×16×9×9 +F32 +3,888/))
    }
}
