import Tensors

/// The critic Q_δ: an image and an action to a map of Q-values; people are shown its mean. 165,920 parameters.
public final class Critic: Sendable {
    /// δ.
    public let parameters: ParameterSet
    /// Whether ReLU follows the last convolution, as in the released code.
    ///
    /// Differs from the released code by default: rewards are negative, and a rectified critic cannot say so.
    public let rectifiedOutput: Bool
    private let name: String

    static func declarations(_ name: String) -> [ParameterDeclaration] {
        var all: [ParameterDeclaration] = []
        all += ParameterDeclaration.convolution("\(name).state1.0", 3, 16, kernel: 9)
        all += ParameterDeclaration.convolution("\(name).state2.0", 16, 32, kernel: 3, groups: 16)
        all += ParameterDeclaration.convolution("\(name).state2.2", 32, 32, kernel: 1)
        all += ParameterDeclaration.convolution("\(name).state3.0", 32, 64, kernel: 3, groups: 32)
        all += ParameterDeclaration.convolution("\(name).state3.2", 64, 64, kernel: 1)
        all += ParameterDeclaration.convolution("\(name).mix.0", 128, 128, kernel: 3)
        all += ParameterDeclaration.convolution("\(name).mix.2", 128, 64, kernel: 1)
        return all
    }

    /// Over parameters that hold all of `declarations(name)`.
    init(_ parameters: ParameterSet, name: String, rectifiedOutput: Bool = false) {
        self.parameters = parameters
        self.name = name
        self.rectifiedOutput = rectifiedOutput
    }

    /// Features of a moving image, N×3×H×W → N×64×H/4×W/4.
    public func encode(_ image: Variable, on tape: Tape) -> Variable {
        var x = layer("state1.0", rectified: true)(image, on: tape)
        x = layer("state2.0", stride: 2, grouped: true, rectified: true)(x, on: tape)
        x = layer("state2.2", rectified: true)(x, on: tape)
        x = layer("state3.0", stride: 2, grouped: true, rectified: true)(x, on: tape)
        return layer("state3.2", rectified: true)(x, on: tape)
    }

    /// Q map, N×64×H/4×W/4, from an image's features and an action of the same extent.
    public func value(features: Variable, action: Variable, on tape: Tape) -> Variable {
        let mixed = layer("mix.0", rectified: true)(tape.concatenated(features, action), on: tape)
        return layer("mix.2", rectified: rectifiedOutput)(mixed, on: tape)
    }

    private func layer(_ suffix: String, stride: Int = 1, grouped: Bool = false, rectified: Bool = false)
        -> ConvolutionLayer
    {
        ConvolutionLayer(parameters, "\(name).\(suffix)", stride: stride, grouped: grouped, rectified: rectified)
    }
}
