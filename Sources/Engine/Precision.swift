import Tensors

/// What convolutions multiply in: float32, or operands rounded to bfloat16.
package typealias Precision = Tensors.Precision

extension Precision {
    /// What a recipe says of it: nothing of float32, which older ones do not mention either.
    package var recipeName: String? { self == .float32 ? nil : rawValue }
}
