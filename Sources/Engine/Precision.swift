import Tensors

/// What convolutions multiply in: float32, or operands rounded to bfloat16.
public typealias Precision = Tensors.Precision
