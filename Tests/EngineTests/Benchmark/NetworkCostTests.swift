import Files
import Testing

@testable import Engine

/// The tables of necessary operations against numbers that are known of the networks by other ways.
@Suite struct NetworkCostTests {
    /// Weights and biases of the layers.
    static func parameters(_ layers: [LayerCost]) -> Int {
        layers.reduce(0) { $0 + $1.outputs * ($1.inputs / $1.groups) * $1.kernel * $1.kernel + $1.outputs }
    }

    @Test func tablesHoldEveryLayerOfTheNetworks() {
        let agent =
            NetworkCost.style(width: 8, height: 8) + NetworkCost.head(width: 8, height: 8)
            + NetworkCost.builder(width: 8, height: 8)
        #expect(Self.parameters(agent) == 371_155)
        let critic = NetworkCost.criticFeatures(width: 8, height: 8) + NetworkCost.criticMix(width: 8, height: 8)
        #expect(Self.parameters(critic) == 165_920)
    }

    @Test func aStepCostsWhatItsLayersAddUpTo() {
        // Per pixel and layer 2·O·I/g·k² over the square of the layer's stride: 7776 for enc1_1 and dec5, 4608 for each of the
        // eight residual convolutions.
        let layers: [Double] = [
            7776, 144, 512, 72, 512, 4608, 4608, 4608, 4608, 72, 512, 512, 4608, 4608, 4608, 4608, 288, 512, 576, 512,
            7776,
        ]
        let perPixel = layers.reduce(0, +)
        #expect(NetworkCost.step(width: 256, height: 256).operations == perPixel * 65536)
    }

    @Test func sidesAreRoundedUpAsTheContentIsPadded() {
        #expect(
            NetworkCost.step(width: 29, height: 8).operations == NetworkCost.step(width: 32, height: 8).operations)
    }

    @Test func anUpdateCostsAbout830GFLOP() throws {
        let cost = TrainingCost(options: .released, lossNetwork: try Self.vgg16())
        #expect(abs(cost.operations - 830e9) < 20e9, "\(cost.operations / 1e9) GFLOP")
        #expect(cost.rows.reduce(0) { $0 + $1.operations } == cost.operations)
    }

    /// VGG-16 up to relu4_1, all weights 0.
    static func vgg16() throws -> LossNetwork {
        var layers: [LossNetwork.Layer] = []
        var weights: [String: ConvolutionWeights] = [:]
        var inputs = 3
        for (block, (count, outputs)) in [(2, 64), (2, 128), (3, 256), (1, 512)].enumerated() {
            if block > 0 { layers.append(.maxPool) }
            for position in 0..<count {
                let name = "conv\(block + 1)_\(position + 1)"
                layers.append(.convolution(name: name, isTap: position == 0))
                weights[name] = ConvolutionWeights(
                    weight: StoredTensor(
                        shape: [outputs, inputs, 3, 3], values: [Float](repeating: 0, count: 9 * inputs * outputs)),
                    bias: StoredTensor(shape: [outputs], values: [Float](repeating: 0, count: outputs)))
                inputs = outputs
            }
        }
        return try LossNetwork(layers: layers, weights: weights, provenance: [:])
    }
}
