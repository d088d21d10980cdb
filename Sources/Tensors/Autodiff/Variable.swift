import CKernels

/// A tensor on a tape: its value, and in the backward pass the gradient of the loss with respect to it.
package final class Variable {
    /// The value.
    package let value: Tensor
    /// Whether the loss's gradient is wanted here.
    package let needsGradient: Bool
    /// dLoss/dvalue, present during the backward pass once something flowed back; in the value's layout.
    package private(set) var gradient: Tensor?
    private var ownsGradient = false

    /// A leaf: a constant unless `needsGradient`.
    package init(_ value: Tensor, needsGradient: Bool = false) {
        self.value = value
        self.needsGradient = needsGradient
    }

    /// Logical extent.
    package var shape: Shape { value.shape }

    /// Adds a gradient. `shared` says that others keep the tensor too, so that it must not be written to.
    package func accumulate(_ increment: Tensor, shared: Bool = false) {
        guard needsGradient else { return }
        precondition(
            increment.count == value.count && (increment.block == value.block || shape.area == 1),
            "a gradient of \(increment.shape) in blocks of \(increment.block) for \(shape) in blocks of \(value.block)")
        guard let current = gradient else {
            gradient = increment
            ownsGradient = !shared
            return
        }
        if ownsGradient {
            ms_accumulate(current.values, increment.values, 1, value.count)
        } else {
            let sum = value.uninitializedLike()
            ms_add(sum.values, current.values, increment.values, value.count)
            gradient = sum
            ownsGradient = true
        }
    }

    /// Adds scale·x to the gradient.
    package func accumulate(scaled x: Tensor, by scale: Float) {
        guard needsGradient else { return }
        if let current = gradient, ownsGradient {
            ms_accumulate(current.values, x.values, scale, value.count)
        } else {
            let scaled = value.uninitializedLike()
            ms_scale(scaled.values, x.values, scale, value.count)
            accumulate(scaled)
        }
    }

    /// The gradient, which is forgotten; `isOwned`: nobody else keeps it, so that it may be overwritten.
    func takeGradient() -> (gradient: Tensor, isOwned: Bool)? {
        defer { gradient = nil }
        return gradient.map { ($0, ownsGradient) }
    }
}
