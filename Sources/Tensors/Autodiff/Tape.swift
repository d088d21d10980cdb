/// Records operations in order and runs their derivatives backwards.
///
/// Operations are methods of the tape, one family a file, the derivative right beside the value. A tape that does not
/// record keeps nothing, so that intermediate tensors return to the pool at once. Not for use from two threads.
public final class Tape {
    /// Whether derivatives are kept.
    public let isRecording: Bool
    private var steps: [() -> Void] = []

    /// A tape; `recording: false` for inference.
    public init(recording: Bool = true) {
        isRecording = recording
    }

    /// A result of an operation on `inputs`; `backward` gets dLoss/dvalue when the loss flows back to it.
    package func result(
        _ value: Tensor, from inputs: [Variable], parameters: [Parameter] = [], backward: @escaping (Tensor) -> Void
    )
        -> Variable
    {
        let wanted =
            isRecording && (inputs.contains { $0.needsGradient } || parameters.contains { $0.isTrainable })
        let variable = Variable(value, needsGradient: wanted)
        if wanted {
            steps.append {
                if let gradient = variable.takeGradient() { backward(gradient) }
            }
        }
        return variable
    }

    /// Runs the derivatives of the sum of weight·loss over scalars, once; frees what was kept on the way.
    public func backward(_ losses: [(loss: Variable, weight: Float)]) {
        for (loss, weight) in losses {
            precondition(loss.value.count == 1, "the backward pass starts from scalars, not \(loss.shape)")
            loss.accumulate(Tensor(repeating: weight, shape: loss.shape))
        }
        runBackward()
    }

    /// Runs the derivatives from given gradients of some variables.
    public func backward(from gradients: [(variable: Variable, gradient: Tensor)]) {
        for (variable, gradient) in gradients { variable.accumulate(gradient, shared: true) }
        runBackward()
    }

    private func runBackward() {
        while let step = steps.popLast() { step() }
    }
}
