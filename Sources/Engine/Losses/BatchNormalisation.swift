import Files

/// Batch normalisation as PyTorch stores it, taken into the convolutions before it: with its means and variances fixed it is an
/// affine map of each channel.
enum BatchNormalisation {
    /// What PyTorch adds to variances.
    private static let epsilon = 1e-5

    /// The file with every normalisation folded into the convolution before it.
    ///
    /// - Parameter convolutions: their names, in the order of the network.
    /// - Throws: `EngineError.failed` where one follows no convolution, or has another number of channels.
    static func folded(_ file: TensorFile, convolutions: [String], path: String) throws -> TensorFile {
        let suffix = ".running_mean"
        var file = file
        var folded: Set<String> = []
        for name in file.order where name.hasSuffix(suffix) {
            let layer = String(name.dropLast(suffix.count))
            let before = convolutions.last { LayerName($0) < LayerName(layer) }
            guard let before, LayerName(before).parent == LayerName(layer).parent, folded.insert(before).inserted,
                let weight = file[before + ".weight"], let mean = file[name]?.values,
                let variance = file[layer + ".running_var"]?.values
            else {
                throw EngineError.failed(
                    "\(path) has the batch normalisation \(layer) where no convolution is before it.")
            }
            let count = weight.shape[0]
            let scale = file[layer + ".weight"]?.values ?? [Float](repeating: 1, count: count)
            let shift = file[layer + ".bias"]?.values ?? [Float](repeating: 0, count: count)
            let bias = file[before + ".bias"]?.values ?? [Float](repeating: 0, count: count)
            guard [mean, variance, scale, shift, bias].allSatisfy({ $0.count == count }) else {
                throw EngineError.failed(
                    "\(path) has the batch normalisation \(layer) of \(mean.count) channels after \(before) of \(count)."
                )
            }
            var (values, biases) = (weight.values, bias)
            let rowCount = values.count / max(count, 1)
            for channel in 0..<count {
                let factor = Double(scale[channel]) / (Double(variance[channel]) + epsilon).squareRoot()
                for index in channel * rowCount..<(channel + 1) * rowCount {
                    values[index] = Float(Double(values[index]) * factor)
                }
                biases[channel] = Float(Double(bias[channel] - mean[channel]) * factor + Double(shift[channel]))
            }
            file[before + ".weight"] = StoredTensor(shape: weight.shape, values: values)
            file[before + ".bias"] = StoredTensor(shape: [count], values: biases)
            for part in ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"] {
                file[layer + "." + part] = nil
            }
        }
        return file
    }
}

/// A layer's name in PyTorch, `features.10`, in the order in which layers are numbered: 2 before 10.
struct LayerName: Comparable {
    private let parts: [Substring]

    init(_ name: String) { parts = name.split(separator: ".", omittingEmptySubsequences: false) }

    /// What the layer is a part of.
    var parent: ArraySlice<Substring> { parts.dropLast() }

    static func < (one: LayerName, other: LayerName) -> Bool {
        for (a, b) in zip(one.parts, other.parts) where a != b {
            // Numbers first, by their value.
            switch (Int(a), Int(b)) {
            case (let a?, let b?) where a != b: return a < b
            case (_?, nil): return true
            case (nil, _?): return false
            default: return a < b
            }
        }
        return one.parts.count < other.parts.count
    }
}
