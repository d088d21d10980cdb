import Files
import Foundation
import Tensors

/// The fixed network φ whose features measure style and content: convolutions k3 on reflection padding with ReLU, pools
/// between them, and taps relu1_1, relu2_1, relu3_1, relu4_1 (and relu5_1 in the large ones) after some of them.
///
/// Input is RGB in [0, 1]: whatever scaling of the input and of the features a kind of network needs is folded into its
/// weights when it is imported (`LossNetworkImport`).
package final class LossNetwork: Sendable {
    /// One layer, in order.
    package enum Layer: Codable, Equatable, Sendable {
        /// Convolution k3 with ReLU, parameters `name`.weight and .bias; `isTap`: its result is a feature map φ(j).
        case convolution(name: String, isTap: Bool)
        /// Max 2×2, stride 2.
        case maxPool
        /// Max 2×2, stride 1, then this 3×3 filter (nine weights) with stride 2.
        case blurPool(filter: [Float])
    }

    /// The layers, in order.
    package let layers: [Layer]
    /// All parameters.
    package let parameters: ParameterSet
    private let convolutions: [String: (weight: Parameter, bias: Parameter)]
    /// What the file says of the network's origin.
    package let provenance: [String: String]
    private static let layersKey = "layers"

    /// From layers and what their convolutions, by name, multiply and add.
    ///
    /// - Parameter subject: what errors call it.
    /// - Throws: `EngineError.failed` where the shapes do not follow each other.
    init(
        layers: [Layer], weights: [String: ConvolutionWeights], provenance: [String: String],
        named subject: String = "This"
    ) throws {
        try Self.check(layers, weights, of: subject)
        self.layers = layers
        self.provenance = provenance
        var tensors: [(declaration: ParameterDeclaration, values: [Float])] = []
        var names: [(layer: String, weight: String, bias: String)] = []
        for case .convolution(let name, _) in layers {
            guard let found = weights[name] else { preconditionFailure("the convolution \(name) was checked") }
            let (weight, bias) = ConvolutionWeights.names(of: name)
            tensors.append((ParameterDeclaration(name: weight, extents: found.weight.shape), found.weight.values))
            tensors.append((ParameterDeclaration(name: bias, extents: found.bias.shape), found.bias.values))
            names.append((name, weight, bias))
        }
        var values = tensors.makeIterator()
        let parameters = ParameterSet(tensors.map(\.declaration)) { _ in values.next()?.values ?? [] }
        for parameter in parameters.parameters { parameter.isTrainable = false }
        self.parameters = parameters
        convolutions = Dictionary(
            uniqueKeysWithValues: names.map { ($0.layer, (parameters[$0.weight], parameters[$0.bias])) })
    }

    /// Reads a loss network that `file` holds in this project's own form.
    package convenience init(_ file: TensorFile, path: String) throws {
        guard let text = file.metadata[Self.layersKey],
            let layers = try? JSONDecoder().decode([Layer].self, from: Data(text.utf8))
        else {
            throw EngineError.failed(
                "\(path) is no loss network of this program; make one with `ministyler convert --loss-network FILE`.")
        }
        var weights: [String: ConvolutionWeights] = [:]
        for case .convolution(let name, _) in layers {
            guard let found = ConvolutionWeights(of: name, in: file) else {
                let (weight, bias) = ConvolutionWeights.names(of: name)
                throw EngineError.failed(
                    "\(path) lacks the tensor \(file[weight] == nil ? weight : bias) of a loss network.")
            }
            weights[name] = found
        }
        try self.init(layers: layers, weights: weights, provenance: file.metadata, named: path)
        try checkTaps(of: path)
    }

    /// Weight, O×I×3×3, and bias, O, of the convolution of that name.
    subscript(convolution: String) -> (weight: Parameter, bias: Parameter) {
        guard let found = convolutions[convolution] else {
            preconditionFailure("no convolution \(convolution) is in the loss network")
        }
        return found
    }

    /// Reads a loss network from a safetensors file.
    package static func load(_ path: String) throws -> LossNetwork {
        try LossNetwork(Assets.naming(variable, for: path) { try Safetensors.read(path) }, path: path)
    }

    /// SHA-256 of the file at `path`, as `TrainingConfiguration` keeps it. Throws as `load`.
    package static func digest(_ path: String) throws -> String {
        try Assets.naming(variable, for: path) { try SHA256Digest.hexadecimal(ofFile: path) }
    }

    private static let variable = "MINISTYLER_LOSS_NETWORK"

    /// Whether a file has what tells a loss network.
    static func isStored(in file: TensorFile) -> Bool { file.metadata[layersKey] != nil }

    /// Where the network is that comes with the program: `MINISTYLER_LOSS_NETWORK`, else `loss-network.safetensors` where the
    /// weights are looked for; nil where there is none.
    package static func defaultPath() -> String? {
        Assets.path(of: "loss-network.safetensors", variable: variable)
    }

    /// The network at `defaultPath()`; nil where there is none.
    package static func loadDefault() throws -> LossNetwork? {
        try defaultPath().map { try load($0) }
    }

    /// As the content of a file; the inverse of `init(_:path:)`.
    package func stored() throws -> TensorFile {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var file = TensorFile(metadata: provenance)
        file.metadata[Self.layersKey] = String(decoding: try encoder.encode(layers), as: UTF8.self)
        for (name, tensor) in parameters.stored() { file[name] = tensor }
        return file
    }

    /// Number of taps.
    package var tapCount: Int {
        layers.count { if case .convolution(_, true) = $0 { true } else { false } }
    }

    /// Channels of each tap.
    package var tapChannels: [Int] {
        layers.compactMap { layer -> Int? in
            guard case .convolution(let name, true) = layer else { return nil }
            return self[name].bias.count
        }
    }

    /// φ(1)…φ(taps) of images, N×3×H×W in [0, 1]: N×C_j×H_j×W_j each. At least 16 × 16 pixels for four taps.
    package func features(_ image: Variable, taps: Int = 4, on tape: Tape) -> [Variable] {
        precondition(taps <= tapCount, "\(taps) taps of a network with \(tapCount)")
        return tape.timed(TrainingPart.lossNetwork.rawValue) { computedFeatures(image, taps: taps, on: tape) }
    }

    private func computedFeatures(_ image: Variable, taps: Int, on tape: Tape) -> [Variable] {
        var result: [Variable] = []
        var x = image
        for layer in layers {
            switch layer {
            case .convolution(let name, let isTap):
                let (weight, bias) = self[name]
                x = tape.convolution(x, weight: weight, bias: bias, rectified: true)
                if isTap { result.append(x) }
                if result.count == taps { return result }
            case .maxPool:
                x = tape.maxPooled(x)
            case .blurPool(let filter):
                x = tape.blurPooled(x, filter: filter)
            }
        }
        return result
    }

    /// Pixels that an image must have each way for its first `taps` taps.
    func leastSide(taps: Int) -> Int {
        let isEnough = { (side: Int) -> Bool in
            var (extent, seen) = (side, 0)
            for layer in self.layers where seen < taps {
                switch layer {
                case .convolution(_, let isTap):
                    // One pixel is reflected, which takes a second one.
                    guard extent > 1 else { return false }
                    if isTap { seen += 1 }
                case .maxPool: extent = (extent + 1) / 2
                case .blurPool:
                    guard extent > 2 else { return false }
                    extent = (extent - 2) / 2 + 1
                }
            }
            return true
        }
        var side = 2
        while !isEnough(side) { side += 1 }
        return side
    }

    /// Pixels of tap `index` (from 0) for a square image of `side` pixels.
    package func tapArea(_ index: Int, side: Int) -> Int {
        var (extent, seen) = (side, 0)
        for layer in layers {
            switch layer {
            case .convolution(_, let isTap):
                if isTap {
                    if seen == index { return extent * extent }
                    seen += 1
                }
            case .maxPool: extent = (extent + 1) / 2
            case .blurPool: extent = (extent - 2) / 2 + 1
            }
        }
        preconditionFailure("tap \(index) of a network with \(seen)")
    }

    /// Multiplications and additions (counted apart) of the convolutions for one image, up to tap `taps`.
    package func operations(width: Int, height: Int, taps: Int = 4) -> Double {
        var (total, area, seen) = (0.0, Double(width * height), 0)
        for layer in layers {
            if case .convolution(let name, let isTap) = layer {
                total += 2 * area * Double(self[name].weight.count)
                if isTap { seen += 1 }
                if seen == taps { break }
            } else {
                area /= 4
            }
        }
        return total
    }
}

/// What one convolution of a loss network multiplies and adds.
struct ConvolutionWeights: Sendable {
    /// O×I×3×3.
    var weight: StoredTensor
    /// O.
    var bias: StoredTensor

    init(weight: StoredTensor, bias: StoredTensor) {
        self.weight = weight
        self.bias = bias
    }

    /// Those of a layer in a file; nil where one of its tensors is missing.
    init?(of layer: String, in file: TensorFile) {
        let names = Self.names(of: layer)
        guard let weight = file[names.weight], let bias = file[names.bias] else { return nil }
        self.init(weight: weight, bias: bias)
    }

    /// What files call the two tensors of a layer.
    static func names(of layer: String) -> (weight: String, bias: String) { (layer + ".weight", layer + ".bias") }
}
