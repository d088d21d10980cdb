import Files
import Foundation
import Tensors

/// Imports the VGG networks that people have: torchvision's VGG-16 and VGG-19, the `vgg_normalised.pth` of AdaIN, and the
/// shift-tolerant VGG-16 trunk of the `stlpips-pytorch` wheel.
package enum LossNetworkImport {
    /// Convolutions per block; features are tapped after the first of each.
    private static let blocksOf16 = [2, 2, 3, 3, 3]
    private static let blocksOf19 = [2, 2, 4, 4, 4]

    /// What distinguishes the kinds.
    private struct Kind {
        var name: String
        var blocks: [Int]
        /// x′ = scale·x + shift per channel; or a full 3×3 matrix.
        var matrix: [[Float]]
        var shift: [Float]
        var isBlurred = false
        var weightNames: [String]
    }

    /// Reads a PyTorch file of any of the four kinds, raw: without the normalisation of `calibrated`.
    ///
    /// - Parameter note: told, in a sentence, what was taken off the names in the file.
    package static func read(_ path: String, note: (String) -> Void = { _ in }) throws -> LossNetwork {
        let known: Set = ["features.0.weight", "scaling_layer.shift", "0.weight"]
        let stored = try Safetensors.recognizes(path) ? Safetensors.read(path) : PyTorchCheckpoint.read(path)
        let raw = PyTorchCheckpoint.unwrapped(stored, path, finding: known.contains, note: note)
        let convolutions = convolutions(of: raw)
        let file = try BatchNormalisation.folded(raw, convolutions: convolutions, path: path)
        let kind = try recognise(file, convolutions, path: path)
        // The last block is read up to its first convolution.
        guard kind.weightNames.count > kind.blocks.dropLast().reduce(0, +) else { throw unknown(path) }
        var layers: [LossNetwork.Layer] = []
        var weights: [String: ConvolutionWeights] = [:]
        var index = 0
        for (block, count) in kind.blocks.enumerated() {
            if block > 0 {
                layers.append(
                    kind.isBlurred
                        ? .blurPool(filter: try filter(file, before: kind.weightNames[index], path)) : .maxPool)
            }
            // Nothing after relu5_1 is of use.
            for position in 0..<(block == 4 ? 1 : count) {
                let name = "conv\(block + 1)_\(position + 1)"
                let source = kind.weightNames[index]
                guard let found = ConvolutionWeights(of: source, in: file) else {
                    throw EngineError.failed("\(path) lacks the tensor \(ConvolutionWeights.names(of: source).bias).")
                }
                layers.append(.convolution(name: name, isTap: position == 0))
                weights[name] = found
                index += 1
            }
        }
        try LossNetwork.check(layers, weights, of: path)
        if case .convolution(let first, _)? = layers.first { weights[first] = weights[first].map { folded(kind, $0) } }
        let checksum = try SHA256Digest.hexadecimal(ofFile: path)
        return try LossNetwork(
            layers: layers, weights: weights,
            provenance: [
                "kind": kind.name, "source": URL(fileURLWithPath: path).lastPathComponent, "source-sha256": checksum,
                "normalisation": kind.name == "vgg-19-normalised" ? "as trained" : "none",
            ], named: path)
    }

    private static func unknown(_ path: String) -> EngineError {
        .failed(
            "\(path) is none of the known VGG networks (torchvision VGG-16 or VGG-19, vgg_normalised, stlpips-pytorch)."
        )
    }

    /// The names of all convolutions in the order of their numbers: files may list them otherwise, by the alphabet for example.
    private static func convolutions(of file: TensorFile) -> [String] {
        file.order.filter { $0.hasSuffix(".weight") && file[$0]?.shape.count == 4 }
            .map { String($0.dropLast(".weight".count)) }.sorted { LayerName($0) < LayerName($1) }
    }

    private static func recognise(_ file: TensorFile, _ names: [String], path: String) throws -> Kind {
        // The kernels decide: an optional 1×1 from 3 to 3 channels, then 3×3 ones.
        let dense = names.filter { file[$0 + ".weight"]?.shape.suffix(2) == [3, 3] }
        let identity: [[Float]] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        if let shift = file["scaling_layer.shift"]?.values, let scale = file["scaling_layer.scale"]?.values,
            dense.count >= 11, shift.count == 3, scale.count == 3
        {
            // (2x − 1 − shift)/scale
            return Kind(
                name: "vgg-16-shift-tolerant", blocks: blocksOf16,
                matrix: (0..<3).map { row in (0..<3).map { row == $0 ? 2 / scale[row] : 0 } },
                shift: (0..<3).map { -(1 + shift[$0]) / scale[$0] }, isBlurred: true, weightNames: dense)
        }
        if let first = names.first, let pointwise = file[first + ".weight"], pointwise.shape == [3, 3, 1, 1],
            let bias = file[first + ".bias"], bias.count == 3
        {
            let values = pointwise.values
            return Kind(
                name: "vgg-19-normalised", blocks: blocksOf19,
                matrix: (0..<3).map { Array(values[3 * $0..<3 * $0 + 3]) }, shift: bias.values, weightNames: dense)
        }
        guard dense.count == 13 || dense.count == 16, dense[0].hasPrefix("features") else { throw unknown(path) }
        // What is left of other layers would be dropped in silence.
        let parts = Set(dense.flatMap { [$0 + ".weight", $0 + ".bias"] })
        if let other = file.order.first(where: { $0.hasPrefix("features.") && !parts.contains($0) }) {
            throw EngineError.failed("\(path) has \(other), which no known VGG network has; name one of those.")
        }
        let (mean, deviation): ([Float], [Float]) = ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
        return Kind(
            name: dense.count == 13 ? "vgg-16" : "vgg-19", blocks: dense.count == 13 ? blocksOf16 : blocksOf19,
            matrix: identity.enumerated().map { row, values in values.map { $0 / deviation[row] } },
            shift: (0..<3).map { -mean[$0] / deviation[$0] }, weightNames: dense)
    }

    /// The blur filter that stands before a convolution: that with the last number before its; one for all channels.
    private static func filter(_ file: TensorFile, before convolution: String, _ path: String) throws -> [Float] {
        let filters = file.order.filter { $0.hasSuffix(".filt") }.map { String($0.dropLast(".filt".count)) }
        let before = filters.filter { LayerName($0) < LayerName(convolution) }
        guard let layer = before.max(by: { LayerName($0) < LayerName($1) }), let stored = file[layer + ".filt"] else {
            throw EngineError.failed("\(path) lacks the blur filter before \(convolution).")
        }
        let name = layer + ".filt"
        guard stored.shape.suffix(2) == [3, 3], stored.count >= 9 else {
            throw EngineError.failed("\(path): the blur filter \(name) is not 3×3, which is not supported.")
        }
        let values = stored.values
        let first = Array(values[0..<9])
        guard stride(from: 0, to: values.count, by: 9).allSatisfy({ Array(values[$0..<$0 + 9]) == first }) else {
            throw EngineError.failed(
                "\(path): the blur filter \(name) differs between channels, which is not supported.")
        }
        return first
    }

    /// The first convolution with the affine input map folded in; exact, since reflection padding commutes with a pixel-wise
    /// map.
    private static func folded(_ kind: Kind, _ first: ConvolutionWeights) -> ConvolutionWeights {
        let outputs = first.weight.shape[0]
        let old = first.weight.values
        var values = [Float](repeating: 0, count: old.count)
        var biases = first.bias.values
        for o in 0..<outputs {
            var moved = Double(biases[o])
            for tap in 0..<9 {
                for i in 0..<3 {
                    let w = Double(old[(o * 3 + i) * 9 + tap])
                    moved += w * Double(kind.shift[i])
                    for j in 0..<3 { values[(o * 3 + j) * 9 + tap] += Float(w * Double(kind.matrix[i][j])) }
                }
            }
            biases[o] = Float(moved)
        }
        return ConvolutionWeights(
            weight: StoredTensor(shape: first.weight.shape, values: values),
            bias: StoredTensor(shape: first.bias.shape, values: biases))
    }
}
