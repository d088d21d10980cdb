import CKernels
import Files
import Foundation
import Tensors

/// The trained agent: actor and builder, and the two critics where the weights have them.
package final class Agent: Sendable {
    /// The policy P_κ.
    package let actor: Actor
    /// The generator B_τ.
    package let builder: Builder
    /// Q_δ1 and Q_δ2; nil where the weights hold the stylizing networks only.
    package let critics: (Critic, Critic)?
    /// SHA-256 of the weights file in hexadecimal; empty for an agent that was not loaded from one.
    package let sha256: String
    /// How far its steps go; whole steps where the weights file does not say.
    package let relaxation: Relaxation
    /// What its sampled actions are drawn with; white where the weights file does not say.
    package let noise: ActionNoise
    /// What the convolutions of its steps multiply in; training and critics do not ask.
    package let precision: Precision
    /// What the weights file says of its origin.
    package let provenance: [String: String]

    /// γ that the critics learned with; nil where the file does not say.
    package var discount: Double? {
        provenance["discount"].flatMap(Double.init).flatMap { (0...1).contains($0) ? $0 : nil }
    }

    /// Tensors that a weights file must hold.
    package static let expectedTensors = Actor.network.parameters + Builder.network.parameters

    /// Tensors that it may hold besides, all or none.
    package static func criticTensors(seesStyle: Bool) -> [ParameterDeclaration] {
        ["critic1", "critic2"].flatMap { Critic.network($0, seesStyle: seesStyle).parameters }
    }

    /// Values of actor and builder, 371,155.
    package var parameterCount: Int { actor.parameters.count + builder.parameters.count }

    /// Reads a safetensors file with `actor.…` and `builder.…` (and perhaps `critic1.…`, `critic2.…`).
    ///
    /// - Throws: `FileError` where the file cannot be read, `EngineError.unsuitableWeights` where it is no agent's.
    package static func load(_ path: String, precision: Precision = .float32) throws -> Agent {
        let file = try Assets.naming(weightsVariable, for: path) { try Safetensors.read(path) }
        return try Agent(file, path: path, sha256: SHA256Digest.hexadecimal(ofFile: path), precision: precision)
    }

    /// From tensors in memory; `path` names them in errors.
    package init(
        _ file: TensorFile, path: String = "weights", sha256: String = "", precision: Precision = .float32
    ) throws {
        let criticNames = Set(Self.criticTensors(seesStyle: true).map(\.name))
        let known = criticNames.union(Self.expectedTensors.map(\.name))
        if let stranger = file.order.first(where: { !known.contains($0) }) {
            throw EngineError.unsuitableWeights(
                path: path,
                problem: LossNetwork.isStored(in: file)
                    ? "it holds a loss network" : "the tensor \(stranger) belongs to no network of it")
        }
        let values = { (declaration: ParameterDeclaration) throws -> [Float] in
            guard let stored = file[declaration.name] else {
                throw EngineError.unsuitableWeights(path: path, problem: "the tensor \(declaration.name) is missing")
            }
            guard stored.shape == declaration.extents else {
                throw EngineError.unsuitableWeights(
                    path: path,
                    problem: "\(declaration.name) has the shape \(stored.shape), expected \(declaration.extents)")
            }
            return stored.values
        }
        actor = Actor(try ParameterSet(Actor.network, values: values))
        builder = Builder(try ParameterSet(Builder.network, values: values))
        if file.order.contains(where: { criticNames.contains($0) }) {
            let rectified = file.metadata["critic"] == "rectified"
            // The last tensor is one of those that see the style.
            let seesStyle = Self.criticTensors(seesStyle: true).last.map { file[$0.name] != nil } ?? false
            let critic = { (name: String) in
                Critic(
                    try ParameterSet(Critic.network(name, seesStyle: seesStyle), values: values),
                    rectifiedOutput: rectified)
            }
            critics = (try critic("critic1"), try critic("critic2"))
        } else {
            critics = nil
        }
        if let text = file.metadata[Relaxation.metadataKey] {
            guard let relaxation = Relaxation(text) else {
                throw EngineError.unsuitableWeights(
                    path: path, problem: "its \(Relaxation.metadataKey) is \(text) and should be a number from 0 to 1")
            }
            self.relaxation = relaxation
        } else {
            relaxation = .none
        }
        let noiseName = file.metadata[ActionNoise.metadataKey] ?? ActionNoise.white.rawValue
        guard let noise = ActionNoise(rawValue: noiseName) else {
            throw EngineError.unsuitableWeights(
                path: path,
                problem: "its \(ActionNoise.metadataKey) is \(noiseName) and should be "
                    + ActionNoise.allCases.map(\.rawValue).joined(separator: " or "))
        }
        self.noise = noise
        self.sha256 = sha256
        self.precision = precision
        provenance = file.metadata
    }

    /// Where the shipped weights are: `MINISTYLER_WEIGHTS`, else `assets/ministyler.safetensors` in a folder above the
    /// program, else `share/ministyler` beside its `bin`; nil where none of them exists.
    package static func defaultWeightsPath() -> String? {
        Assets.path(of: "ministyler.safetensors", variable: weightsVariable)
    }

    private static let weightsVariable = "MINISTYLER_WEIGHTS"

    /// What the critics see of a style image, 1×3×H×W; nil without critics.
    func criticStyles(of style: Tensor) -> [CriticStyle?]? {
        guard let critics else { return nil }
        let tape = Tape(recording: false)
        return [critics.0, critics.1].map { $0.encode(style: Variable(style), on: tape) }
    }

    /// Q-value of an action: the mean of the smaller of the two critics' maps; nil without critics.
    ///
    /// - Parameters:
    ///   - moving: the image that the action was taken at, 1×3×H×W, H and W multiples of 4.
    ///   - action: 1×64×H/4×W/4.
    ///   - styles: of the sequence's style, by `criticStyles`.
    func q(moving: Tensor, action: Tensor, styles: [CriticStyle?]?) -> Float? {
        guard let critics, let styles else { return nil }
        let tape = Tape(recording: false)
        let values = zip([critics.0, critics.1], styles).map { critic, style in
            critic.value(
                features: critic.encode(Variable(moving), on: tape), action: Variable(action), style: style, on: tape)
        }
        return tape.mean(tape.minimum(values[0], values[1])).value.scalar
    }
}
