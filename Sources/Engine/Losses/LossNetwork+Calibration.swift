import Files
import Tensors

extension LossNetwork {
    /// The same network with normalised features: every tapped map divided by n_c = max(mean activation of channel c, mean
    /// over all channels of the layer), measured over photographs.
    ///
    /// ReLU and the pools are positively homogeneous, so the division moves into the weights: rows of the tapped
    /// convolution are divided by n_c and the next convolution's columns multiplied by it.
    ///
    /// - Parameter images: photographs, each 1×3×H×W in [0, 1]; 64 of 256×256 by convention.
    package func calibrated(on images: [FloatImage]) throws -> LossNetwork {
        precondition(!images.isEmpty, "calibration needs images")
        var sums = tapChannels.map { [Double](repeating: 0, count: $0) }
        for image in images {
            let tape = Tape(recording: false)
            for (tap, map) in features(Variable(image.tensor()), taps: tapCount, on: tape).enumerated() {
                let means = tape.globalAverage(map).value
                for c in 0..<means.count { sums[tap][c] += Double(means.values[c]) / Double(images.count) }
            }
        }
        var weights: [String: ConvolutionWeights] = [:]
        var tap = 0
        var incoming: [Double]?
        for case .convolution(let name, let isTap) in layers {
            let (weight, bias) = self[name]
            let (outputs, inputs) = (weight.extents[0], weight.extents[1])
            var outgoing: [Double]?
            if isTap {
                let layerMean = sums[tap].reduce(0, +) / Double(outputs)
                outgoing = sums[tap].map { max($0, layerMean) }
                tap += 1
            }
            var values = weight.array
            var biases = bias.array
            for o in 0..<outputs {
                let divisor = outgoing?[o] ?? 1
                biases[o] = Float(Double(biases[o]) / divisor)
                for i in 0..<inputs {
                    let factor = (incoming?[i] ?? 1) / divisor
                    for k in 0..<9 {
                        let at = (o * inputs + i) * 9 + k
                        values[at] = Float(Double(values[at]) * factor)
                    }
                }
            }
            weights[name] = ConvolutionWeights(
                weight: StoredTensor(shape: weight.extents, values: values),
                bias: StoredTensor(shape: bias.extents, values: biases))
            incoming = outgoing
        }
        var provenance = provenance
        provenance["normalisation"] = "mean activation over \(images.count) photographs"
        return try LossNetwork(layers: layers, weights: weights, provenance: provenance)
    }
}

/// The photographs over which a loss network's features are normalised.
package enum CalibrationImages {
    /// How many are used, the first in name order.
    private static let count = 64
    /// Width and height of the centre that is cut out of each, once its short side has that many pixels.
    private static let side = 256

    /// Reads them from a folder; images smaller than the crop are passed over.
    ///
    /// - Parameter pass: told of each file that cannot be read, which is passed over too.
    /// - Throws: `EngineError.failed` where none is large enough.
    package static func read(
        from folder: String, passingOver pass: (SkippedImage) -> Void = { _ in }
    ) throws -> [FloatImage] {
        var images: [FloatImage] = []
        for path in try PictureFolder.images(in: folder, passingOver: pass) where images.count < count {
            let picture: Picture
            do {
                let size = try Picture.dimensions(of: path)
                guard min(size.width, size.height) >= side else { continue }
                picture = try Picture.read(path).resized(shortSide: side)
            } catch {
                pass(SkippedImage(path: path, reason: "\(error)"))
                continue
            }
            let crop = picture.cropped(
                x: (picture.width - side) / 2, y: (picture.height - side) / 2, width: side, height: side)
            images.append(FloatImage(crop))
        }
        guard !images.isEmpty else {
            throw EngineError.failed("\(folder) holds no image of at least \(side)×\(side) pixels to calibrate with.")
        }
        return images
    }
}
