import Engine
import Files
import Foundation
import MiniStyler
import Testing

@Suite struct EvaluationTests {
    @Test func theMeasuresAreThoseOfTheEngine() throws {
        let place = try Workplace()
        for index in 1...2 {
            let folder = place.path("pairs/00\(index)")
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Workplace.image(width: 40, height: 36, seed: index).write(to: folder + "/content.png")
            try Workplace.image(width: 36, height: 40, seed: 5 + index).write(to: folder + "/style.jpg")
        }
        let evaluation = try Evaluation(of: .shipped(), onPairsIn: place.path("pairs"), steps: 2)

        let network = try #require(try LossNetwork.loadDefault())
        let agent = try Engine.Agent.load(try #require(Engine.Agent.defaultWeightsPath()))
        let measured = try (1...2).map { index in
            let picture = { (name: String) in try Picture.read(place.path("pairs/00\(index)/\(name)")) }
            return try PairMetrics(
                lossNetwork: network, content: picture("content.png"), style: picture("style.jpg")
            ).measure(agent, steps: 2)
        }
        #expect(evaluation.pairs == 2 && evaluation.frames.count == 3)
        #expect(evaluation.frames[0].contentLoss == 0 && evaluation.frames[0].ssim == 1)
        for (step, frame) in evaluation.frames.enumerated() {
            let mean = { (value: KeyPath<FrameMetrics, Double>) in
                (measured[0].frames[step][keyPath: value] + measured[1].frames[step][keyPath: value]) / 2
            }
            #expect(
                frame.contentLoss == mean(\.content) && frame.styleLoss == mean(\.style) && frame.ssim == mean(\.ssim))
            #expect(frame.palette == mean(\.palette) && frame.hue == mean(\.hue) && frame.foreign == mean(\.foreign))
            #expect(frame.edges == mean(\.edges) && frame.strokes == mean(\.strokes) && frame.chroma == mean(\.chroma))
        }
        #expect(
            evaluation.frames[1].contentLoss > 0 && evaluation.frames[1].styleLoss != evaluation.frames[0].styleLoss)
        let falling = measured.count { pair in
            zip(pair.frames, pair.frames.dropFirst()).allSatisfy { $1.style <= 1.001 * $0.style }
        }
        #expect(evaluation.fallingPairs == falling)
    }

    @Test func aFolderWithoutPairsIsNamed() throws {
        let place = try Workplace()
        let agent = try MiniStyler.Agent.shipped()
        for folder in [place.folder, place.path("gone")] {
            let error = #expect(throws: MiniStylerError.self) { try Evaluation(of: agent, onPairsIn: folder) }
            guard case .file(let sentence) = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(sentence.contains(folder), "\(sentence)")
        }
    }
}
