import Files
import Foundation
import Tensors

/// The architecture of the small loss network: VGG's pattern with a quarter to three eighths of its channels, 0.26 M
/// parameters, 1.76 GFLOP at 256² against 26.8 of VGG-16 up to relu4_1.
enum SmallLossNetwork {
    private static let convolutions: [(name: String, inputs: Int, outputs: Int, isTap: Bool, poolsFirst: Bool)] = [
        ("conv1_1", 3, 16, true, false), ("conv1_2", 16, 16, false, false),
        ("conv2_1", 16, 32, true, true), ("conv2_2", 32, 32, false, false),
        ("conv3_1", 32, 64, true, true), ("conv3_2", 64, 96, false, false),
        ("conv4_1", 96, 192, true, true),
    ]

    /// The same binomial filter as in anti-aliased pooling elsewhere: ¼ ½ ¼ in both directions.
    private static let filter: [Float] = [1, 2, 1, 2, 4, 2, 1, 2, 1].map { $0 / 16 }

    /// A network with He-normal weights, all of them trainable.
    static func fresh(_ generator: inout RandomGenerator) throws -> LossNetwork {
        var layers: [LossNetwork.Layer] = []
        var weights: [String: ConvolutionWeights] = [:]
        for convolution in convolutions {
            if convolution.poolsFirst { layers.append(.blurPool(filter: filter)) }
            layers.append(.convolution(name: convolution.name, isTap: convolution.isTap))
            let extents = [convolution.outputs, convolution.inputs, 3, 3]
            var values = [Float](repeating: 0, count: extents.reduce(1, *))
            values.withUnsafeMutableBufferPointer { generator.fillNormal($0) }
            let scale = (2 / Float(9 * convolution.inputs)).squareRoot()
            weights[convolution.name] = ConvolutionWeights(
                weight: StoredTensor(shape: extents, values: values.map { $0 * scale }),
                bias: StoredTensor(
                    shape: [convolution.outputs], values: [Float](repeating: 0, count: convolution.outputs)))
        }
        let network = try LossNetwork(layers: layers, weights: weights, provenance: ["kind": "small"])
        for parameter in network.parameters.parameters { parameter.isTrainable = true }
        return network
    }

    /// Takes over the weights of a network of this architecture.
    static func copy(_ source: LossNetwork, into target: LossNetwork) throws {
        let extents = { (network: LossNetwork) in network.parameters.parameters.map(\.extents) }
        guard source.layers == target.layers, extents(source) == extents(target) else {
            throw EngineError.failed(
                "The network to go on from is not one that `ministyler distill` made; name another.")
        }
        for parameter in target.parameters.parameters { parameter.assign(source.parameters[parameter.name].array) }
    }
}
