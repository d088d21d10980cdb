import Tensors

/// The critic Q_δ: a state, which is a moving image and a style image, and an action to a map of Q-values; people are shown its
/// mean. 215,456 parameters, 165,920 without the style.
package final class Critic: Sendable {
    /// δ.
    package let parameters: ParameterSet
    /// Whether ReLU follows the last convolution, as in the released code.
    ///
    /// Differs from the released code by default: rewards are negative, and a rectified critic cannot say so.
    package let rectifiedOutput: Bool
    /// Whether it sees the style.
    ///
    /// Differs from the released code by default: there the critic sees the moving image alone, and cannot rank first steps,
    /// for which the untouched content and the action made from it say nothing of the style.
    package let seesStyle: Bool
    private let name: String

    /// What a critic needs to read from the parameters of `name`; `seesStyle` adds what it sees the style with.
    static func declarations(_ name: String, seesStyle: Bool) -> [ParameterDeclaration] {
        var all: [ParameterDeclaration] = []
        all += ParameterDeclaration.convolution("\(name).state1.0", 3, 16, kernel: 9)
        all += ParameterDeclaration.convolution("\(name).state2.0", 16, 32, kernel: 3, groups: 16)
        all += ParameterDeclaration.convolution("\(name).state2.2", 32, 32, kernel: 1)
        all += ParameterDeclaration.convolution("\(name).state3.0", 32, 64, kernel: 3, groups: 32)
        all += ParameterDeclaration.convolution("\(name).state3.2", 64, 64, kernel: 1)
        all += ParameterDeclaration.convolution("\(name).mix.0", 128, 128, kernel: 3)
        all += ParameterDeclaration.convolution("\(name).mix.2", 128, 64, kernel: 1)
        guard seesStyle else { return all }
        for layer in ["hidden", "scale", "shift"] {
            all += ParameterDeclaration.convolution("\(name).style.\(layer)", 128, 128, kernel: 1)
        }
        return all
    }

    /// Whether a file's critics see the style.
    static func seesStyle(_ hasTensor: (String) -> Bool) -> Bool {
        declarations("critic1", seesStyle: true).last.map { hasTensor($0.name) } ?? false
    }

    /// Over parameters that hold all of `declarations(name, seesStyle:)`.
    init(_ parameters: ParameterSet, name: String, rectifiedOutput: Bool = false) {
        self.parameters = parameters
        self.name = name
        self.rectifiedOutput = rectifiedOutput
        seesStyle = parameters.parameters.contains { $0.name.hasPrefix("\(name).style.") }
    }

    /// Features of an image, N×3×H×W → N×64×H/4×W/4.
    package func encode(_ image: Variable, on tape: Tape) -> Variable {
        var x = layer("state1.0", rectified: true)(image, on: tape)
        x = layer("state2.0", stride: 2, grouped: true, rectified: true)(x, on: tape)
        x = layer("state2.2", rectified: true)(x, on: tape)
        x = layer("state3.0", stride: 2, grouped: true, rectified: true)(x, on: tape)
        return layer("state3.2", rectified: true)(x, on: tape)
    }

    /// What a style image does to the mixed features: it scales them by 1 + `scale` and shifts them by `shift`, each N×128, both
    /// made from means and deviations of the image's own features (feature-wise modulation, Perez et al. 2018). nil for a
    /// critic that does not see it.
    package func encode(style image: Variable, on tape: Tape) -> CriticStyle? {
        guard seesStyle else { return nil }
        let (mean, deviation) = tape.statistics(encode(image, on: tape))
        let hidden = layer("style.hidden", rectified: true)(tape.concatenated(mean, deviation), on: tape)
        return CriticStyle(
            scale: layer("style.scale")(hidden, on: tape), shift: layer("style.shift")(hidden, on: tape))
    }

    /// Q map, N×64×H/4×W/4.
    ///
    /// - Parameters:
    ///   - features: of the moving image.
    ///   - action: of the same extent.
    ///   - style: of the style image, for a critic that sees it.
    package func value(features: Variable, action: Variable, style: CriticStyle?, on tape: Tape) -> Variable {
        precondition((style != nil) == seesStyle, "a critic that sees the style needs one, others take none")
        let joined = tape.concatenated(features, action)
        let mixed =
            if let style {
                tape.rescaled(
                    layer("mix.0")(joined, on: tape), scale: style.scale, shift: style.shift, rectified: true)
            } else {
                layer("mix.0", rectified: true)(joined, on: tape)
            }
        return layer("mix.2", rectified: rectifiedOutput)(mixed, on: tape)
    }

    /// Q map of a state and an action, N×64×H/4×W/4.
    func value(moving: Variable, style: Variable, action: Variable, on tape: Tape) -> Variable {
        value(features: encode(moving, on: tape), action: action, style: encode(style: style, on: tape), on: tape)
    }

    private func layer(_ suffix: String, stride: Int = 1, grouped: Bool = false, rectified: Bool = false)
        -> ConvolutionLayer
    {
        ConvolutionLayer(parameters, "\(name).\(suffix)", stride: stride, grouped: grouped, rectified: rectified)
    }
}

/// A style image as one critic sees it.
package struct CriticStyle {
    /// N×128 each.
    package let scale: Variable, shift: Variable
}
