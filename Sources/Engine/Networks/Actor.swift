import Tensors

/// The unified policy P_κ: one encoder for moving and style images, and the head that gives the action's distribution.
/// 0.2173 M parameters.
package final class Actor: Sendable {
    /// κ.
    package let parameters: ParameterSet

    static let declarations: [ParameterDeclaration] = {
        let encoder = "actor.encoder."
        var all: [ParameterDeclaration] = []
        all += ParameterDeclaration.convolution(encoder + "enc1_1.0", 3, 16, kernel: 9)
        all += ParameterDeclaration.convolution(encoder + "enc1_2.0", 16, 32, kernel: 3, groups: 16)
        all += ParameterDeclaration.convolution(encoder + "enc1_2.2", 32, 32, kernel: 1)
        all += ParameterDeclaration.convolution(encoder + "style1_2.0", 32, 32, kernel: 3)
        all += ParameterDeclaration.convolution(encoder + "modulator1_2.weight1.0", 32, 16, kernel: 3, groups: 16)
        all += ParameterDeclaration.convolution(encoder + "modulator1_2.bias1.0", 32, 16, kernel: 3, groups: 16)
        all += ParameterDeclaration.convolution(encoder + "enc1_3.0", 32, 64, kernel: 3, groups: 32)
        all += ParameterDeclaration.convolution(encoder + "enc1_3.2", 64, 64, kernel: 1)
        all += ParameterDeclaration.convolution(encoder + "style1_3.0", 64, 64, kernel: 3)
        all += ParameterDeclaration.convolution(encoder + "modulator1_3.weight1.0", 64, 32, kernel: 3, groups: 32)
        all += ParameterDeclaration.convolution(encoder + "modulator1_3.bias1.0", 64, 32, kernel: 3, groups: 32)
        for block in ["enc1_4.0", "enc2.0"] {
            all += ParameterDeclaration.convolution(encoder + block + ".conv1", 64, 64, kernel: 3)
            all += ParameterDeclaration.convolution(encoder + block + ".conv2", 64, 64, kernel: 3)
        }
        for head in ["weight1", "bias1", "weight2", "bias2"] {
            all += ParameterDeclaration.convolution("actor.modulator.\(head).0", 64, 64, kernel: 3, groups: 64)
        }
        all += ParameterDeclaration.convolution("actor.dist_builder.conv_layer", 64, 64, kernel: 3, groups: 64)
        all += ParameterDeclaration.convolution("actor.dist_builder.mean", 64, 64, kernel: 1)
        all += ParameterDeclaration.convolution("actor.dist_builder.std", 64, 64, kernel: 1)
        return all
    }()

    /// Over parameters that hold all of `declarations`.
    init(_ parameters: ParameterSet) {
        self.parameters = parameters
    }

    /// Features of a moving image: N×3×H×W, H and W multiples of 4 → x2, N×64×H/4×W/4.
    package func encode(moving image: Variable, on tape: Tape) -> Variable {
        let half = layer("encoder.enc1_2.2", rectified: true)(firstHalf(image, on: tape), on: tape)
        let quarter = layer("encoder.enc1_3.0", stride: 2, grouped: true, rectified: true)(half, on: tape)
        let x1 = residual("encoder.enc1_4.0")(
            layer("encoder.enc1_3.2", rectified: true)(quarter, on: tape), on: tape)
        return residual("encoder.enc2.0")(x1, on: tape)
    }

    /// Features of an image on the style path. N×3×H×W, at least 8×8.
    package func encode(style image: Variable, on tape: Tape) -> StyleFeatures {
        let half = layer("encoder.enc1_2.2", rectified: true)(firstHalf(image, on: tape), on: tape)
        let level2 = layer("encoder.style1_2.0", rectified: true)(half, on: tape)
        let quarter = layer("encoder.enc1_3.0", stride: 2, grouped: true, rectified: true)(level2, on: tape)
        let level3 = layer("encoder.style1_3.0", rectified: true)(
            layer("encoder.enc1_3.2", rectified: true)(quarter, on: tape), on: tape)
        let x1 = residual("encoder.enc1_4.0")(level3, on: tape)
        let x2 = residual("encoder.enc2.0")(x1, on: tape)
        return StyleFeatures(
            x1: x1, x2: x2, level2: level2, level3: level3,
            signal1: signal("modulator", "1", of: x1, on: tape),
            signal2: signal("modulator", "2", of: x2, on: tape),
            signalLevel2: signal("encoder.modulator1_2", "1", of: level2, on: tape),
            signalLevel3: signal("encoder.modulator1_3", "1", of: level3, on: tape))
    }

    /// μ and the raw output l of the σ head (see `Tape.gaussianSample`), each N×64×H/4×W/4, from x2.
    package func distribution(x2: Variable, on tape: Tape) -> (mean: Variable, raw: Variable) {
        let hidden = layer("dist_builder.conv_layer", grouped: true)(x2, on: tape)
        return (layer("dist_builder.mean")(hidden, on: tape), layer("dist_builder.std")(hidden, on: tape))
    }

    private func firstHalf(_ image: Variable, on tape: Tape) -> Variable {
        layer("encoder.enc1_2.0", stride: 2, grouped: true, rectified: true)(
            layer("encoder.enc1_1.0", rectified: true)(image, on: tape), on: tape)
    }

    private func signal(_ modulator: String, _ index: String, of map: Variable, on tape: Tape) -> StyleSignal {
        StyleSignal(
            weight: tape.globalAverage(layer("\(modulator).weight\(index).0", grouped: true)(map, on: tape)),
            bias: tape.globalAverage(layer("\(modulator).bias\(index).0", grouped: true)(map, on: tape)))
    }

    private func layer(_ name: String, stride: Int = 1, grouped: Bool = false, rectified: Bool = false)
        -> ConvolutionLayer
    {
        ConvolutionLayer(parameters, "actor." + name, stride: stride, grouped: grouped, rectified: rectified)
    }

    private func residual(_ name: String) -> ResidualBlock { ResidualBlock(parameters, "actor." + name) }
}
