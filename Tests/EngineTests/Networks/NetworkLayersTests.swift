import Files
import Tensors
import Testing

@testable import Engine

/// What follows from the networks' declared layers.
@Suite struct NetworkLayersTests {
    private static func sets(_ networks: [NetworkLayers], heNormal: Bool) -> [ParameterSet] {
        var generator = RandomGenerator(seed: 7)
        return networks.map { Initialization.parameters($0, heNormal: heNormal, &generator) }
    }

    /// Names, extents and values' bits of the parameters.
    private static func digest(_ sets: [ParameterSet]) -> String {
        SHA256Digest.hexadecimal(
            of: sets.flatMap(\.parameters).flatMap { parameter in
                Array("\(parameter.name) \(parameter.extents)\n".utf8)
                    + parameter.array.flatMap { value in
                        withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
                    }
            })
    }

    /// The digests were taken before layers were declared in one place: names, shapes, order and start stay what they were.
    @Test(arguments: [
        (true, true, "cbe377b547eb154128a61fe7577a45e3f5b8779b5a3d36b42810c5158d917b3c"),
        (true, false, "3f3f4b56c097f5eb4cb392cb9fddede26e4ee2a2a7bc83921ed765e04e49e3ff"),
        (false, true, "e6e011bc0779de04a3478acb56e7027595eaa3fe28b838a2e8f241b866a4dd5e"),
        (false, false, "0d3eb0deeb510226f7c5b2efb8a4142fb8f6a34615c951622679ddd25efa5bb8"),
    ])
    func namesShapesAndStartAreAsTheyWere(heNormal: Bool, seesStyle: Bool, digest: String) {
        let networks = [Actor.network, Builder.network, Critic.network("critic1", seesStyle: seesStyle)]
        #expect(Self.digest(Self.sets(networks, heNormal: heNormal)) == digest)
    }

    @Test func everyLayerIsInItsNetworkOnce() {
        for network in [Actor.network, Builder.network, Critic.network("critic1", seesStyle: true)] {
            let names = network.layers.map(\.name)
            #expect(Set(names).count == names.count)
            #expect(network.parameters.count == 2 * names.count)
        }
        // All of the actor's are on the style path or in the head.
        #expect(
            Set((Actor.stylePath + Actor.head).map(\.name)) == Set(Actor.network.layers.map(\.name)))
        #expect(Agent.expectedTensors.reduce(0) { $0 + $1.extents.reduce(1, *) } == 371_155)
    }

    @Test func aCopyHasTheValuesUnderItsOwnNames() throws {
        let network = Critic.network("critic1", seesStyle: true)
        let original = try #require(Self.sets([network], heNormal: true).first)
        let copy = original.copy(named: "target1")
        #expect(
            copy.parameters.map(\.name) == original.parameters.map { "target1" + $0.name.dropFirst("critic1".count) })
        #expect(copy.parameters.map(\.array) == original.parameters.map(\.array))
        copy[Critic.mix].bias.assign([Float](repeating: 1, count: 128))
        #expect(original[Critic.mix].bias.array == [Float](repeating: 0, count: 128))
    }

    /// Each layer's cost against what the engine counts while it runs it.
    @Test func theCostOfALayerIsWhatTheEngineCounts() throws {
        let (width, height) = (20, 12)
        let networks = [Actor.network, Builder.network, Critic.network("critic1", seesStyle: true)]
        for (network, parameters) in zip(networks, Self.sets(networks, heNormal: true)) {
            for layer in network.layers {
                let cost = LayerCost(network.name, layer, width: width, height: height)
                let input = Tensor(
                    repeating: 0.5,
                    shape: Shape(1, layer.inputs, cost.height * layer.stride, cost.width * layer.stride))
                let (result, counted) = Operations.$counter.withValue(Operations.Counter()) {
                    (layer(Variable(input), parameters, on: Tape(recording: false)).value, Operations.takeCount())
                }
                #expect(counted == cost.operations, "\(network.name).\(layer.name)")
                #expect(
                    result.shape == Shape(1, layer.outputs, cost.height, cost.width), "\(network.name).\(layer.name)")
            }
        }
    }
}
