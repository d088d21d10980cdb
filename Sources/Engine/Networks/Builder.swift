import Tensors

/// The generator B_τ: turns an action into the image under a style that a step moves towards. 0.1538 M parameters.
package final class Builder: Sendable {
    /// τ.
    package let parameters: ParameterSet

    static let declarations: [ParameterDeclaration] = {
        var all: [ParameterDeclaration] = []
        for block in ["dec1", "dec2"] {
            all += ParameterDeclaration.convolution("builder.\(block).conv1", 64, 64, kernel: 3)
            all += ParameterDeclaration.convolution("builder.\(block).conv2", 64, 64, kernel: 3)
        }
        all += ParameterDeclaration.convolution("builder.dec3.conv1", 64, 32, kernel: 3, groups: 32)
        all += ParameterDeclaration.convolution("builder.dec3.conv2", 32, 32, kernel: 1)
        all += ParameterDeclaration.convolution("builder.dec4.conv1", 32, 16, kernel: 3, groups: 16)
        all += ParameterDeclaration.convolution("builder.dec4.conv2", 16, 16, kernel: 1)
        all += ParameterDeclaration.convolution("builder.dec5.0", 16, 3, kernel: 9)
        return all
    }()

    /// Over parameters that hold all of `declarations`.
    init(_ parameters: ParameterSet) {
        self.parameters = parameters
    }

    /// The next moving image where steps are whole (`Relaxation`), N×3×H×W and not clamped, from an action N×64×H/4×W/4.
    ///
    /// - Parameter alpha: α in [0, 1], how much of AdaIN's output replaces its input.
    package func build(action: Variable, style: StyleCode, alpha: Float = 1, on tape: Tape) -> Variable {
        var x = tape.adaptiveNormalization(action, mean: style.mean2, deviation: style.deviation2, alpha: alpha)
        x = modulatedResidual("dec1", x, style.signal2, on: tape)
        x = tape.adaptiveNormalization(x, mean: style.mean1, deviation: style.deviation1, alpha: alpha)
        x = modulatedResidual("dec2", x, style.signal1, on: tape)
        x = upsampled("dec3", x, style.signalLevel3, on: tape)
        x = upsampled("dec4", x, style.signalLevel2, on: tape)
        return ConvolutionLayer(parameters, "builder.dec5.0")(x, on: tape)
    }

    /// z + (w·conv(v) + b·v) with v = ReLU(w·conv(z) + b·z).
    private func modulatedResidual(_ name: String, _ z: Variable, _ signal: StyleSignal, on tape: Tape) -> Variable {
        let v = tape.modulation(
            ConvolutionLayer(parameters, "builder.\(name).conv1")(z, on: tape), input: z, weight: signal.weight,
            bias: signal.bias, rectified: true)
        return tape.modulation(
            ConvolutionLayer(parameters, "builder.\(name).conv2")(v, on: tape), input: v, weight: signal.weight,
            bias: signal.bias, residual: z)
    }

    /// Bilinear ×2, grouped convolution to half the channels, ReLU, then ReLU(w·conv k1(x) + b·x).
    private func upsampled(_ name: String, _ x: Variable, _ signal: StyleSignal, on tape: Tape) -> Variable {
        let halved = ConvolutionLayer(parameters, "builder.\(name).conv1", grouped: true, rectified: true)(
            tape.upsampled(x), on: tape)
        return tape.modulation(
            ConvolutionLayer(parameters, "builder.\(name).conv2")(halved, on: tape), input: halved,
            weight: signal.weight, bias: signal.bias, rectified: true)
    }
}
