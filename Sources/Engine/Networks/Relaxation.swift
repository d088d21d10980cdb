import Files
import Foundation
import Tensors

/// How far a step goes: step t = 1, 2, … moves the image by the relaxation factor η_t = t^−p of the way from itself to the
/// builder's output, y′ = y + η_t (B(y) − y); cf. Mann's iteration (1953). The paper's loop has p = 0: the output replaces
/// the image.
package struct Relaxation: Sendable, Equatable {
    /// p, 0 to 1. Beyond 1 the factors have a finite sum: there are ends that no number of steps would reach.
    package let exponent: Float

    /// The metadata of a weights file that says p; without it steps are whole.
    package static let metadataKey = "relaxation-exponent"

    /// The paper's loop: whole steps.
    package static let none = Relaxation(exponent: 0)

    /// - Parameter exponent: p, 0 to 1.
    package init(exponent: Float) {
        precondition(Self.isExponent(exponent), "a relaxation exponent of \(exponent)")
        self.exponent = exponent
    }

    /// p as weights files and commands write it; nil where the text is no number from 0 to 1.
    package init?(_ text: String) {
        guard let value = Float(text), Self.isExponent(value) else { return nil }
        self.init(exponent: value)
    }

    /// Whether a number can be p.
    package static func isExponent(_ value: Float) -> Bool { (0...1).contains(value) }

    /// η_t of step t = `step`, counted from 1; in (0, 1].
    package func factor(step: Int) -> Float {
        precondition(step > 0, "steps count from 1")
        return exponent == 0 ? 1 : pow(Float(step), -exponent)
    }

    /// y′ in place of the builder's output, both N×3×H×W.
    func apply(to output: Tensor, from moving: Tensor, step: Int) {
        precondition(
            output.shape == moving.shape && output.block == moving.block, "a step from one image to another's output")
        let factor = factor(step: step)
        // Whole steps keep the output's bits.
        guard factor < 1 else { return }
        for i in 0..<output.count {
            let start = moving.values[i]
            output.values[i] = start + factor * (output.values[i] - start)
        }
    }
}

extension TensorFile {
    /// Says in an agent's weights how far its steps go.
    package mutating func setRelaxation(_ relaxation: Relaxation) {
        metadata[Relaxation.metadataKey] = relaxation == .none ? nil : "\(relaxation.exponent)"
    }
}

extension Agent {
    /// The weights of an agent that is to step otherwise; without critics, which know the steps it had.
    ///
    /// - Returns: what a weights file holds: its tensors and metadata, without `trained`, `updates` and what tells of its
    ///   critics, with the source's name and SHA-256.
    /// - Throws: as `load`.
    package static func weights(of path: String, with relaxation: Relaxation) throws -> TensorFile {
        let source = try Safetensors.read(path)
        let sha256 = try Agent(source, path: path, sha256: SHA256Digest.hexadecimal(ofFile: path)).sha256
        var result = TensorFile(metadata: source.metadata)
        for key in ["critic", "discount", "reward-scale", "trained", "updates"] { result.metadata[key] = nil }
        result.metadata["source"] = path.split(separator: "/").last.map(String.init) ?? path
        result.metadata["source-sha256"] = sha256
        for declaration in expectedTensors { result[declaration.name] = source[declaration.name] }
        result.setRelaxation(relaxation)
        return result
    }
}
