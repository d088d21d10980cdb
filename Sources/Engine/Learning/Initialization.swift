import Foundation
import Tensors

/// Initial values of networks.
enum Initialization {
    /// A fresh set of parameters.
    ///
    /// - Parameter isHe: He-normal weights, each layer with the gain and the biases that it declares: in trials it learned
    ///   about twice as fast as the released start. Otherwise weights and biases uniform in ±1/√fan-in, as in the released
    ///   code.
    static func parameters(
        _ network: NetworkLayers, heNormal isHe: Bool, _ generator: inout RandomGenerator
    ) -> ParameterSet {
        var values: [[Float]] = []
        for layer in network.layers {
            if isHe {
                values.append(heNormal(layer, &generator))
                values.append([Float](repeating: layer.start.bias, count: layer.outputs))
            } else {
                values.append(uniform(layer.weight, fanIn: layer.fanIn, &generator))
                values.append(uniform(layer.bias, fanIn: layer.fanIn, &generator))
            }
        }
        var next = values.makeIterator()
        return ParameterSet(network) { _ in next.next() ?? [] }
    }

    /// A layer's weights, N(0, 2/fan-in) times its gain.
    private static func heNormal(_ layer: ConvolutionLayer, _ generator: inout RandomGenerator) -> [Float] {
        let scale = (2 / Float(layer.fanIn)).squareRoot() * layer.start.gain
        var values = [Float](repeating: 0, count: layer.outputs * layer.fanIn)
        values.withUnsafeMutableBufferPointer { generator.fillNormal($0) }
        for i in values.indices { values[i] *= scale }
        return values
    }

    private static func uniform(
        _ declaration: ParameterDeclaration, fanIn: Int, _ generator: inout RandomGenerator
    ) -> [Float] {
        let bound = 1 / Float(fanIn).squareRoot()
        return (0..<declaration.extents.reduce(1, *)).map { _ in (2 * generator.nextFloat() - 1) * bound }
    }
}
