import Tensors

/// The generator B_τ: turns an action into the image under a style that a step moves towards. 0.1538 M parameters.
package final class Builder: Sendable {
    /// τ.
    package let parameters: ParameterSet

    private static let block1 = ResidualLayers("dec1", rectified: false)
    private static let block2 = ResidualLayers("dec2", rectified: false)
    /// Up to half the extent, and to the whole.
    private static let half = UpsamplingLayers("dec3", 64, 32, extent: .half)
    private static let whole = UpsamplingLayers("dec4", 32, 16, extent: .whole)
    /// The first outputs are near grey.
    private static let image = ConvolutionLayer(
        "dec5.0", .image, 16, 3, kernel: 9, extent: .whole, start: .init(gain: 0.1, bias: 0.5))

    /// All layers.
    static let network = NetworkLayers(
        "builder", block1.layers + block2.layers + half.layers + whole.layers + [image])

    /// Over parameters that hold those of all `network`'s layers.
    init(_ parameters: ParameterSet) {
        self.parameters = parameters
    }

    /// The next moving image where steps are whole (`Relaxation`), N×3×H×W and not clamped, from an action N×64×H/4×W/4.
    ///
    /// - Parameter alpha: α in [0, 1], how much of AdaIN's output replaces its input.
    package func build(action: Variable, style: StyleCode, alpha: Float = 1, on tape: Tape) -> Variable {
        var x = tape.adaptiveNormalization(action, mean: style.mean2, deviation: style.deviation2, alpha: alpha)
        x = modulatedResidual(Self.block1, x, style.signal2, on: tape)
        x = tape.adaptiveNormalization(x, mean: style.mean1, deviation: style.deviation1, alpha: alpha)
        x = modulatedResidual(Self.block2, x, style.signal1, on: tape)
        x = upsampled(Self.half, x, style.signalLevel3, on: tape)
        x = upsampled(Self.whole, x, style.signalLevel2, on: tape)
        return Self.image(x, parameters, on: tape)
    }

    /// What follows the first AdaIN up to the second, on rows.
    func firstRows(_ style: StyleCode, _ precision: Precision) -> any RowStage {
        Self.block1.rows(parameters, precision, style.signal2)
    }

    /// What follows the second AdaIN, on rows: to those of the image.
    func lastRows(_ style: StyleCode, _ precision: Precision) -> any RowStage {
        RowChain([
            Self.block2.rows(parameters, precision, style.signal1),
            Self.half.rows(parameters, precision, style.signalLevel3),
            Self.whole.rows(parameters, precision, style.signalLevel2), Self.image.rows(parameters, precision),
        ])
    }

    /// z + (w·conv(v) + b·v) with v = ReLU(w·conv(z) + b·z).
    private func modulatedResidual(
        _ block: ResidualLayers, _ z: Variable, _ signal: StyleSignal, on tape: Tape
    ) -> Variable {
        let v = tape.modulation(
            block.first(z, parameters, on: tape), input: z, weight: signal.weight, bias: signal.bias, rectified: true)
        return tape.modulation(
            block.second(v, parameters, on: tape), input: v, weight: signal.weight, bias: signal.bias, residual: z)
    }

    /// Bilinear ×2, grouped convolution to half the channels, ReLU, then ReLU(w·conv k1(x) + b·x).
    private func upsampled(
        _ layers: UpsamplingLayers, _ x: Variable, _ signal: StyleSignal, on tape: Tape
    ) -> Variable {
        let halved = layers.halving(tape.upsampled(x), parameters, on: tape)
        return tape.modulation(
            layers.mixing(halved, parameters, on: tape), input: halved, weight: signal.weight, bias: signal.bias,
            rectified: true)
    }
}

/// What follows a doubling of the extent.
private struct UpsamplingLayers {
    /// Grouped, to half the channels.
    let halving: ConvolutionLayer
    let mixing: ConvolutionLayer

    /// The layers `name`.conv1 and `name`.conv2.
    init(_ name: String, _ inputs: Int, _ outputs: Int, extent: ConvolutionLayer.Extent) {
        halving = ConvolutionLayer(
            name + ".conv1", .grouped(outputs), inputs, outputs, kernel: 3, rectified: true, extent: extent)
        mixing = ConvolutionLayer(name + ".conv2", .dense, outputs, outputs, kernel: 1, extent: extent)
    }

    var layers: [ConvolutionLayer] { [halving, mixing] }

    func rows(_ parameters: ParameterSet, _ precision: Precision, _ signal: StyleSignal) -> any RowStage {
        RowChain([
            UpsampledRows(), halving.rows(parameters, precision),
            ModulatedRows(
                mixing.rows(parameters, precision), weight: signal.weight.value, bias: signal.bias.value,
                rectified: true),
        ])
    }
}

extension ResidualLayers {
    /// `Builder`'s modulated residual block on rows.
    fileprivate func rows(_ parameters: ParameterSet, _ precision: Precision, _ signal: StyleSignal) -> any RowStage {
        let modulated = { (layer: ConvolutionLayer, isRectified: Bool) in
            ModulatedRows(
                layer.rows(parameters, precision), weight: signal.weight.value, bias: signal.bias.value,
                rectified: isRectified)
        }
        return ResidualRows(RowChain([modulated(first, true), modulated(second, false)]))
    }
}
