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

    /// Those that make features of an image.
    static let features = [
        ConvolutionLayer("state1.0", .dense, 3, 16, kernel: 9, rectified: true, extent: .whole),
        ConvolutionLayer("state2.0", .grouped(16), 16, 32, kernel: 3, stride: 2, rectified: true, extent: .half),
        ConvolutionLayer("state2.2", .dense, 32, 32, kernel: 1, rectified: true, extent: .half),
        ConvolutionLayer("state3.0", .grouped(32), 32, 64, kernel: 3, stride: 2, rectified: true, extent: .quarter),
        ConvolutionLayer("state3.2", .dense, 64, 64, kernel: 1, rectified: true, extent: .quarter),
    ]
    /// Those that make the Q map of features and action; ReLU follows the first once the style has had its say.
    static let mix = ConvolutionLayer("mix.0", .dense, 128, 128, kernel: 3, extent: .quarter)
    static let value = ConvolutionLayer("mix.2", .dense, 128, 64, kernel: 1, extent: .quarter)
    /// Those that make `CriticStyle` of the style's statistics. A critic begins by hardly minding the style.
    private static let styleHidden = ConvolutionLayer(
        "style.hidden", .dense, 128, 128, kernel: 1, rectified: true, extent: .vector)
    private static let styleScale = ConvolutionLayer(
        "style.scale", .dense, 128, 128, kernel: 1, extent: .vector, start: .init(gain: 0.1))
    private static let styleShift = ConvolutionLayer(
        "style.shift", .dense, 128, 128, kernel: 1, extent: .vector, start: .init(gain: 0.1))

    /// All layers under the name of one of the critics; `seesStyle` adds what it sees the style with.
    static func network(_ name: String, seesStyle: Bool) -> NetworkLayers {
        NetworkLayers(name, features + [mix, value] + (seesStyle ? [styleHidden, styleScale, styleShift] : []))
    }

    /// Over parameters that hold those of all layers of a `network`.
    init(_ parameters: ParameterSet, rectifiedOutput: Bool = false) {
        self.parameters = parameters
        self.rectifiedOutput = rectifiedOutput
        seesStyle = parameters.has(Self.styleHidden)
    }

    /// Features of an image, N×3×H×W → N×64×H/4×W/4.
    package func encode(_ image: Variable, on tape: Tape) -> Variable { Self.features(image, parameters, on: tape) }

    /// What a style image does to the mixed features: it scales them by 1 + `scale` and shifts them by `shift`, each N×128, both
    /// made from means and deviations of the image's own features (feature-wise modulation, Perez et al. 2018). nil for a
    /// critic that does not see it.
    package func encode(style image: Variable, on tape: Tape) -> CriticStyle? {
        guard seesStyle else { return nil }
        let (mean, deviation) = tape.statistics(encode(image, on: tape))
        let hidden = Self.styleHidden(tape.concatenated(mean, deviation), parameters, on: tape)
        return CriticStyle(
            scale: Self.styleScale(hidden, parameters, on: tape), shift: Self.styleShift(hidden, parameters, on: tape))
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
                    Self.mix(joined, parameters, on: tape), scale: style.scale, shift: style.shift, rectified: true)
            } else {
                Self.mix.rectified(true)(joined, parameters, on: tape)
            }
        return Self.value.rectified(rectifiedOutput)(mixed, parameters, on: tape)
    }

    /// Q map of a state and an action, N×64×H/4×W/4.
    func value(moving: Variable, style: Variable, action: Variable, on tape: Tape) -> Variable {
        value(features: encode(moving, on: tape), action: action, style: encode(style: style, on: tape), on: tape)
    }
}

/// A style image as one critic sees it.
package struct CriticStyle {
    /// N×128 each.
    package let scale: Variable, shift: Variable
}
