import Tensors

/// The unified policy P_κ: one encoder for moving and style images, and the head that gives the action's distribution.
/// 0.2173 M parameters.
package final class Actor: Sendable {
    /// κ.
    package let parameters: ParameterSet

    /// Over parameters that hold those of all `network`'s layers.
    init(_ parameters: ParameterSet) {
        self.parameters = parameters
    }

    /// Features of a moving image: N×3×H×W, H and W multiples of 4 → x2, N×64×H/4×W/4.
    package func encode(moving image: Variable, on tape: Tape) -> Variable {
        let half = Self.half(image, parameters, on: tape)
        let x1 = residual(Self.block1, Self.quarter(half, parameters, on: tape), on: tape)
        return residual(Self.block2, x1, on: tape)
    }

    /// Features of an image on the style path. N×3×H×W, at least 8×8.
    package func encode(style image: Variable, on tape: Tape) -> StyleFeatures {
        let level2 = Self.styleHalf(Self.half(image, parameters, on: tape), parameters, on: tape)
        let level3 = Self.styleQuarter(Self.quarter(level2, parameters, on: tape), parameters, on: tape)
        let x1 = residual(Self.block1, level3, on: tape)
        let x2 = residual(Self.block2, x1, on: tape)
        return StyleFeatures(
            x1: x1, x2: x2, level2: level2, level3: level3,
            signal1: signal(Self.modulator1, of: x1, on: tape), signal2: signal(Self.modulator2, of: x2, on: tape),
            signalLevel2: signal(Self.modulatorLevel2, of: level2, on: tape),
            signalLevel3: signal(Self.modulatorLevel3, of: level3, on: tape))
    }

    /// μ and the raw output l of the σ head (see `Tape.gaussianSample`), each N×64×H/4×W/4, from x2.
    package func distribution(x2: Variable, on tape: Tape) -> (mean: Variable, raw: Variable) {
        let hidden = Self.hidden(x2, parameters, on: tape)
        return (Self.mean(hidden, parameters, on: tape), Self.deviation(hidden, parameters, on: tape))
    }

    /// `encode(moving:)` on rows of an image.
    func movingRows(_ precision: Precision) -> any RowStage {
        RowChain([
            Self.half.rows(parameters, precision), Self.quarter.rows(parameters, precision),
            Self.block1.rows(parameters, precision),
            Self.block2.rows(parameters, precision),
        ])
    }

    /// The layers before `distribution`'s two heads, and those, on rows.
    func distributionRows(_ precision: Precision) -> (hidden: any RowStage, mean: any RowStage, deviation: any RowStage)
    {
        (
            Self.hidden.rows(parameters, precision), Self.mean.rows(parameters, precision),
            Self.deviation.rows(parameters, precision)
        )
    }

    /// What `StyleCode` takes of a style image, worked through in rows: 1×3×H×W, at least 8×8.
    func code(of image: Tensor, _ precision: Precision) -> StyleCode {
        let (half, styleHalf) = (Self.half.rows(parameters, precision), Self.styleHalf.rows(parameters, precision))
        let (quarter, styleQuarter) = (
            Self.quarter.rows(parameters, precision), Self.styleQuarter.rows(parameters, precision)
        )
        let (block1, block2) = (Self.block1.rows(parameters, precision), Self.block2.rows(parameters, precision))
        var (x1, x2) = (RowStatistics(channels: 64), RowStatistics(channels: 64))
        let signals = (
            RowSignal(Self.modulator1, parameters, precision), RowSignal(Self.modulator2, parameters, precision),
            RowSignal(Self.modulatorLevel2, parameters, precision),
            RowSignal(Self.modulatorLevel3, parameters, precision)
        )
        for (rows, isLast) in ImageBands(image) {
            let level2 = styleHalf.push(half.push(rows, isLast: isLast), isLast: isLast)
            signals.2.push(level2, isLast: isLast)
            let level3 = styleQuarter.push(quarter.push(level2, isLast: isLast), isLast: isLast)
            signals.3.push(level3, isLast: isLast)
            let map1 = block1.push(level3, isLast: isLast)
            if let map1 { x1.add(map1) }
            signals.0.push(map1, isLast: isLast)
            let map2 = block2.push(map1, isLast: isLast)
            if let map2 { x2.add(map2) }
            signals.1.push(map2, isLast: isLast)
        }
        return StyleCode(
            x1: x1.result, x2: x2.result, signal1: signals.0.result, signal2: signals.1.result,
            signalLevel2: signals.2.result, signalLevel3: signals.3.result)
    }

    /// x + conv(ReLU(conv(x))).
    private func residual(_ block: ResidualLayers, _ x: Variable, on tape: Tape) -> Variable {
        tape.sum(x, block.layers(x, parameters, on: tape))
    }

    private func signal(_ modulator: ModulatorLayers, of map: Variable, on tape: Tape) -> StyleSignal {
        StyleSignal(
            weight: tape.globalAverage(modulator.weight(map, parameters, on: tape)),
            bias: tape.globalAverage(modulator.bias(map, parameters, on: tape)))
    }
}

/// The layers.
extension Actor {
    /// From the image to 32 channels at half its extent.
    private static let half = [
        ConvolutionLayer("encoder.enc1_1.0", .dense, 3, 16, kernel: 9, rectified: true, extent: .whole),
        ConvolutionLayer(
            "encoder.enc1_2.0", .grouped(16), 16, 32, kernel: 3, stride: 2, rectified: true, extent: .half),
        ConvolutionLayer("encoder.enc1_2.2", .dense, 32, 32, kernel: 1, rectified: true, extent: .half),
    ]
    /// From there to 64 channels at a quarter of the extent.
    private static let quarter = [
        ConvolutionLayer(
            "encoder.enc1_3.0", .grouped(32), 32, 64, kernel: 3, stride: 2, rectified: true, extent: .quarter),
        ConvolutionLayer("encoder.enc1_3.2", .dense, 64, 64, kernel: 1, rectified: true, extent: .quarter),
    ]
    /// What makes x1, and x2 of it.
    private static let block1 = ResidualLayers("encoder.enc1_4.0", rectified: true)
    private static let block2 = ResidualLayers("encoder.enc2.0", rectified: true)

    /// What the style path has besides.
    private static let styleHalf = ConvolutionLayer(
        "encoder.style1_2.0", .dense, 32, 32, kernel: 3, rectified: true, extent: .half)
    private static let styleQuarter = ConvolutionLayer(
        "encoder.style1_3.0", .dense, 64, 64, kernel: 3, rectified: true, extent: .quarter)
    private static let modulatorLevel2 = ModulatorLayers("encoder.modulator1_2", "1", 32, 16, extent: .half)
    private static let modulatorLevel3 = ModulatorLayers("encoder.modulator1_3", "1", 64, 32, extent: .quarter)
    private static let modulator1 = ModulatorLayers("modulator", "1", 64, 64, extent: .quarter)
    private static let modulator2 = ModulatorLayers("modulator", "2", 64, 64, extent: .quarter)

    /// The head.
    private static let hidden = ConvolutionLayer(
        "dist_builder.conv_layer", .grouped(64), 64, 64, kernel: 3, extent: .quarter)
    private static let mean = ConvolutionLayer("dist_builder.mean", .dense, 64, 64, kernel: 1, extent: .quarter)
    private static let deviation = ConvolutionLayer(
        "dist_builder.std", .dense, 64, 64, kernel: 1, extent: .quarter, start: .init(gain: 0.3))

    /// Those that a moving image passes through up to x2.
    static let movingPath = half + quarter + block1.layers + block2.layers
    /// Those that a style image passes through.
    static let stylePath =
        movingPath + [styleHalf, styleQuarter] + modulatorLevel2.layers + modulatorLevel3.layers + modulator1.layers
        + modulator2.layers
    /// Those from x2 to the distribution of the action.
    static let head = [hidden, mean, deviation]

    /// All of them.
    static let network = NetworkLayers(
        "actor",
        half + [styleHalf] + modulatorLevel2.layers + quarter + [styleQuarter] + modulatorLevel3.layers
            + block1.layers + block2.layers + modulator1.layers + modulator2.layers + head)
}

/// The two layers of which a style signal is made.
private struct ModulatorLayers {
    let weight: ConvolutionLayer
    let bias: ConvolutionLayer

    /// The layers `name`.weight`index`.0 and `name`.bias`index`.0, as many groups as outputs.
    ///
    /// Signals multiply one another over six layers of the builder, and chance would make the first outputs thousands of
    /// times brighter than white: at first w is near 1 and b near 0.
    init(_ name: String, _ index: String, _ inputs: Int, _ outputs: Int, extent: ConvolutionLayer.Extent) {
        let layer = { (head: String, bias: Float) in
            ConvolutionLayer(
                "\(name).\(head)\(index).0", .grouped(outputs), inputs, outputs, kernel: 3, extent: extent,
                start: .init(gain: 0.1, bias: bias))
        }
        (weight, bias) = (layer("weight", 1), layer("bias", 0))
    }

    var layers: [ConvolutionLayer] { [weight, bias] }
}

/// A style signal from rows of the map that it is of.
private final class RowSignal {
    private let weight: any RowStage
    private let bias: any RowStage
    private var means: (weight: RowStatistics, bias: RowStatistics)

    init(_ modulator: ModulatorLayers, _ parameters: ParameterSet, _ precision: Precision) {
        weight = modulator.weight.rows(parameters, precision)
        bias = modulator.bias.rows(parameters, precision)
        means = (
            RowStatistics(channels: modulator.weight.outputs), RowStatistics(channels: modulator.bias.outputs)
        )
    }

    func push(_ rows: Tensor?, isLast: Bool) {
        if let map = weight.push(rows, isLast: isLast) { means.weight.add(map) }
        if let map = bias.push(rows, isLast: isLast) { means.bias.add(map) }
    }

    var result: StyleSignal {
        StyleSignal(weight: Variable(means.weight.result.mean), bias: Variable(means.bias.result.mean))
    }
}
