import Files
import Foundation
import Tensors

/// How far a step goes: step t = 1, 2, … moves the image η_t = t^−p of the way from itself to the builder's output,
/// y′ = y + η_t (B(x) − y).
///
/// The paper's loop has p = 0: the output replaces the image. Stepping is a fixed-point iteration, and with whole steps it
/// is there after some five, then wanders about; shorter and shorter ones (Mann 1953) approach it from one side, so that
/// the style goes on growing over the whole sequence.
public struct Relaxation: Sendable, Equatable {
    /// p ≥ 0.
    public let exponent: Float

    /// The metadata of a weights file that says p; without it steps are whole.
    public static let metadataKey = "relaxation"

    /// The paper's loop: whole steps.
    public static let none = Relaxation(exponent: 0)

    /// - Parameter exponent: p, finite and at least 0.
    public init(exponent: Float) {
        precondition(exponent >= 0 && exponent.isFinite, "a relaxation of \(exponent)")
        self.exponent = exponent
    }

    /// p as weights files and commands write it; nil where the text is no finite number from 0 up.
    public init?(_ text: String) {
        guard let value = Float(text), value >= 0, value.isFinite else { return nil }
        self.init(exponent: value)
    }

    /// η of step `step`, counted from 1; in (0, 1].
    public func factor(step: Int) -> Float {
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
    public mutating func setRelaxation(_ relaxation: Relaxation) {
        metadata[Relaxation.metadataKey] = relaxation == .none ? nil : "\(relaxation.exponent)"
    }
}
