import Foundation
import Tensors
import Testing

@testable import Engine

/// Weights of the painting losses: from configuration to the learner.
@Suite struct PaintingLearnerTests {
    @Test func aWeightGoesFromItsFirstToItsLastByEqualRatios() {
        let weight = EpisodeWeight(12, 3)
        #expect(weight.at(0) == 12 && abs(weight.at(1) - 3) < 1e-5 && abs(weight.at(0.5) - 6) < 1e-5)
        let growing = EpisodeWeight(0, 4)
        #expect(growing.at(0) == 0 && growing.at(0.25) == 1 && growing.at(1) == 4)
        #expect(EpisodeWeight(2).at(0.3) == 2)
        #expect(!EpisodeWeight(0).isUsed && EpisodeWeight(0, 1).isUsed)
    }

    /// Every term is there with its own weight, and moves the picture its own way.
    @Test(arguments: [
        "content", "palette", "contrast", "hue", "edges", "fringes", "auras", "haze", "separation", "shading", "weave",
        "grid", "strokes",
        "grain",
        "foreign",
        "range", "coarse",
    ])
    func aTermLowersWhatItMeasures(name: String) throws {
        var options = TrainingOptions()
        options.critics.isReinforced = false
        options.losses.weighting = .fixed(content: 0, style: 0, contrastive: 0)
        (options.optimiser.actorRate, options.optimiser.builderRate) = (1e-3, 1e-3)
        options.painting = try Self.painting(name, "200")
        let values = try Self.values(of: name, options, steps: [0, 0])
        #expect(values[0] > 0 && values[23] < 0.9 * values[0], "\(name): \(values)")
    }

    @Test(arguments: ["content", "palette", "edges", "strokes", "foreign", "coarse"])
    func aFadingTermMovesTheFirstStepAlone(name: String) throws {
        var options = TrainingOptions()
        options.critics.isReinforced = false
        options.losses.weighting = .fixed(content: 0, style: 0, contrastive: 0)
        options.painting = try Self.painting(name, "[1,0]")
        let first = try LearnerTests.gradientNorm(options, Self.batch(steps: [0, 0]))
        let middle = try LearnerTests.gradientNorm(options, Self.batch(steps: [3, 3]))
        let last = try LearnerTests.gradientNorm(options, Self.batch(steps: [9, 9]))
        #expect(first > 0 && last == 0)
        #expect(abs(middle / first - 2.0 / 3) < 1e-3, "\(middle) of \(first)")
    }

    private static func painting(_ name: String, _ weight: String) throws -> PaintingOptions {
        try JSONDecoder().decode(PaintingOptions.self, from: Data(#"{"\#(name)":\#(weight)}"#.utf8))
    }

    /// Coarse enough to pass a network that works at a quarter of the extent.
    ///
    /// - Parameter shift: how far each channel lies to the right of the last; 0 is grey.
    private static func waves(shift: Float = 0) -> Tensor {
        let side = LearnerTests.side
        let values = (0..<6).flatMap { channel -> [Float] in
            let phase = shift * Float(channel % 3)
            return (0..<side * side).map { place -> Float in
                0.5 + 0.4 * sin(Float(place % side) / 4 - phase) * cos(Float(place / side) / 5)
            }
        }
        return Tensor(planar: values, shape: LearnerTests.image)
    }

    private static func batch(steps: [Int]) throws -> TrainingBatch {
        var batch = LearnerTests.batch
        batch.steps = steps
        // Far from the grey that an untrained builder begins with.
        batch.style = LearnerTests.tensor(LearnerTests.image, seed: 78, mean: 0.9, scale: 0.05)
        batch.moving = waves()
        batch.origin = waves()
        // Another's features: those of the moving image itself are near already.
        batch.originFeatures = try LearnerTests.lossNetwork().features(
            Variable(LearnerTests.tensor(LearnerTests.image, seed: 77)), on: Tape(recording: false))[3]
            .value
        return batch
    }

    private static func values(of name: String, _ options: TrainingOptions, steps: [Int]) throws -> [Float] {
        let learner = try LearnerTests.learner(options)
        var batch = try batch(steps: steps)
        if name == "haze" {
            // Waves of which nothing is left.
            batch.moving = Tensor(repeating: 0.5, shape: LearnerTests.image)
        }
        if name == "separation" { batch.origin = waves(shift: 1) }
        if name == "weave" {
            // A rough picture of an even content under an even style.
            batch.style = Tensor(repeating: 0.7, shape: LearnerTests.image)
            batch.origin = Tensor(repeating: 0.5, shape: LearnerTests.image)
            let last = learner.builder.parameters["builder.dec5.0.conv_layer.weight"]
            last.assign(last.array.map { 20 * $0 })
        }
        if name == "range" {
            // Brighter than can be shown.
            learner.builder.parameters["builder.dec5.0.conv_layer.bias"].assign([1.5, 1.5, 1.5])
        }
        return (0..<24).map { _ in
            let report = learner.update(
                batch, noise: LearnerTests.noise, kind: .joint, rateFactor: 1, styleFactor: 1)
            return (name == "content" ? report.anchor : report.painting["loss/\(name)"]) ?? .nan
        }
    }
}
