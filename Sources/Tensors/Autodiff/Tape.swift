import CKernels

/// Records operations in order and runs their derivatives backwards.
///
/// Operations are methods of the tape, one family a file, the derivative right beside the value. A tape that does not
/// record keeps nothing, so that intermediate tensors return to the pool at once. Not for use from two threads.
package final class Tape {
    /// Whether derivatives are kept.
    package let isRecording: Bool
    /// What its convolutions multiply in.
    package let precision: Precision
    /// Whether its 3×3 convolutions may use `WinogradConvolution`, which is for those who compare it with direct sums to forbid.
    package let allowsWinograd: Bool
    private var steps: [(part: String?, run: () -> Void)] = []
    private let timer: PartTimer?
    private var part: String?

    /// A tape; `recording: false` for inference.
    package convenience init(recording: Bool = true, precision: Precision = .float32, allowsWinograd: Bool = true) {
        self.init(recording: recording, precision: precision, allowsWinograd: allowsWinograd, timer: nil)
    }

    /// A tape whose parts `timer` measures.
    package init(
        recording: Bool = true, precision: Precision = .float32, allowsWinograd: Bool = true, timer: PartTimer?
    ) {
        self.allowsWinograd = allowsWinograd
        precondition(precision.isSupported, "this processor does not compute in \(precision.rawValue)")
        self.precision = precision
        isRecording = recording
        self.timer = timer
    }

    /// Runs `body`; its operations, and later their derivatives, are measured as `part`.
    package func timed<Result>(_ part: String, _ body: () throws -> Result) rethrows -> Result {
        guard let timer else { return try body() }
        let outer = self.part
        self.part = part
        defer { self.part = outer }
        return try timer.measure(part, body)
    }

    /// A result of an operation on `inputs`; `backward` gets dLoss/dvalue when the loss flows back to it, or where `value`
    /// is `rectified`, the gradient of what ReLU was applied to.
    package func result(
        _ value: Tensor, rectified: Bool = false, from inputs: [Variable], parameters: [Parameter] = [],
        backward: @escaping (Tensor) -> Void
    ) -> Variable {
        let wanted =
            isRecording && (inputs.contains { $0.needsGradient } || parameters.contains { $0.isTrainable })
        let variable = Variable(value, needsGradient: wanted)
        if wanted {
            let run = {
                guard let (gradient, isOwned) = variable.takeGradient() else { return }
                backward(rectified ? Self.masked(gradient, by: value, inPlace: isOwned) : gradient)
            }
            steps.append((part, run))
        }
        return variable
    }

    /// ReLU's derivative: the gradient where the result is positive, else 0.
    private static func masked(_ gradient: Tensor, by value: Tensor, inPlace: Bool) -> Tensor {
        if inPlace {
            ms_mask(gradient.values, value.values, value.count)
            return gradient
        }
        let masked = value.uninitializedLike()
        ms_rectify_backward(masked.values, gradient.values, value.values, value.count)
        return masked
    }

    /// Runs the derivatives of the sum of weight·loss over scalars, once; frees what was kept on the way.
    package func backward(_ losses: [(loss: Variable, weight: Float)]) {
        for (loss, weight) in losses {
            precondition(loss.value.count == 1, "the backward pass starts from scalars, not \(loss.shape)")
            loss.accumulate(Tensor(repeating: weight, shape: loss.shape))
        }
        runBackward()
    }

    /// Runs the derivatives from given gradients of some variables.
    package func backward(from gradients: [(variable: Variable, gradient: Tensor)]) {
        for (variable, gradient) in gradients { variable.accumulate(gradient, shared: true) }
        runBackward()
    }

    private func runBackward() {
        while let (part, run) = steps.popLast() {
            if let timer, let part { timer.measure(part, run) } else { run() }
        }
    }
}
