import Tensors

/// What convolutions multiply in: float32, or operands rounded to bfloat16.
package typealias Precision = Tensors.Precision
