import Files
import Foundation
import Tensors
import ReferenceFiles
import Testing

@testable import Engine

/// One whole update against the released code's losses and gradients.
@Suite struct UpdateReferenceTests {
    static func tensor(_ stored: StoredTensor) -> Tensor {
        Tensor(planar: stored.values, shape: Shape(stored.shape[0], stored.shape[1], stored.shape[2], stored.shape[3]))
    }

    /// Norm of difference over norm.
    static func distance(_ a: [Float], _ b: [Float]) -> (difference: Double, norm: Double) {
        var (difference, norm) = (0.0, 0.0)
        for (x, y) in zip(a, b) {
            difference += Double(x - y) * Double(x - y)
            norm += Double(y) * Double(y)
        }
        return (difference, norm)
    }

    @Test(.enabled(if: Shared.has("golden/update.safetensors") && Shared.vgg != nil))
    func lossesAndGradientsMatch() throws {
        let path = try #require(Shared.vgg)
        let golden = try Golden(Shared.path("golden/update.safetensors"))
        let agent = try ReferenceTests.agent()
        let critic = { (name: String) throws in
            Critic(
                try ParameterSet(Critic.network(name, seesStyle: false)) { try golden($0.name).values },
                rectifiedOutput: true)
        }
        let learner = Learner(
            options: .released, actor: agent.actor, builder: agent.builder,
            critics: [try critic("critic1"), try critic("critic2")],
            targets: [try critic("critic1"), try critic("critic2")],
            lossNetwork: try LossNetworkImport.read(path))
        learner.logAlpha = -1
        let batch = TrainingBatch(
            moving: Self.tensor(try golden("moving")), style: Self.tensor(try golden("style")),
            action: Self.tensor(try golden("action")), reward: try golden("reward").values,
            nextMoving: Self.tensor(try golden("next_moving")), mask: try golden("mask").values)
        let noise = UpdateNoise(
            next: Self.tensor(try golden("eps.next")), actor: Self.tensor(try golden("eps.actor")),
            generative: Self.tensor(try golden("eps.generative")))

        let sigmaGradient = try golden("grad.generative.sigma.params").values
        var totals = [0.0, 0.0]
        learner.observer = { stage, parameters in
            let prefix: String
            var tolerance = 1e-3
            switch stage {
            case .critic: prefix = "grad."
            case .policy: prefix = "grad.policy."
            case .generative:
                prefix = "grad.generative."
                tolerance = 2e-2
            case .weighting(let gradient):
                let (difference, norm) = Self.distance(gradient, sigmaGradient)
                #expect((difference / norm).squareRoot() <= 1e-4)
                return
            }
            var worst = ("", 0.0)
            for parameter in parameters {
                guard let expected = golden.file[prefix + parameter.name] else {
                    #expect(parameter.gradient == nil, "\(parameter.name) has a gradient and should not")
                    continue
                }
                guard let gradient = parameter.gradient else {
                    Issue.record("\(parameter.name) has no gradient")
                    continue
                }
                let (difference, norm) = Self.distance(gradient.planarValues(), expected.values)
                if prefix == "grad.generative." {
                    totals[0] += difference
                    totals[1] += norm
                }
                // AdaIN removes these two: their gradient is zero but for rounding.
                let isZero =
                    prefix == "grad.generative."
                    && (parameter.name == "actor.dist_builder.mean.conv_layer.bias"
                        || parameter.name == "builder.dec1.conv2.conv_layer.bias")
                if isZero { continue }
                let relative = (difference / norm).squareRoot()
                if relative > worst.1 { worst = (parameter.name, relative) }
                #expect(relative <= tolerance, "\(prefix)\(parameter.name)")
            }
            print("\(prefix) worst \(worst)")
        }
        let report = learner.update(batch, noise: noise, kind: .joint, rateFactor: 1, styleFactor: 1)
        print("generative, concatenated: \((totals[0] / totals[1]).squareRoot())")
        #expect((totals[0] / totals[1]).squareRoot() <= 2e-3)

        let scalars: [(String, Float?)] = [
            ("loss/critic_1", report.critics[0]), ("loss/critic_2", report.critics[1]), ("loss/actor", report.actor),
            ("loss/entropy_loss", report.temperature), ("loss/loss_content", report.content),
            ("loss/loss_style", report.style), ("loss/loss_contrast", report.contrastive),
        ]
        for (name, value) in scalars {
            let expected = try golden("scalar." + name).values[0]
            let actual = try #require(value)
            print("\(name): \(actual), expected \(expected)")
            #expect(abs(actual - expected) <= 1e-4 * abs(expected), "\(name)")
        }
    }
}
