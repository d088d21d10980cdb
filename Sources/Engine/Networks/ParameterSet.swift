import Files
import Tensors

/// The named parameters of one network, in the order of their declaration.
package final class ParameterSet: Sendable {
    /// All parameters, in order.
    package let parameters: [Parameter]
    private let byName: [String: Parameter]
    /// nil for parameters that no layers declare.
    private let network: NetworkLayers?

    /// From the layers of a network and a source of values for each parameter.
    convenience init(_ network: NetworkLayers, values: (ParameterDeclaration) throws -> [Float]) rethrows {
        try self.init(network.parameters, of: network, values: values)
    }

    /// From declarations and a source of values for each.
    init(
        _ declarations: [ParameterDeclaration], of network: NetworkLayers? = nil,
        values: (ParameterDeclaration) throws -> [Float]
    ) rethrows {
        parameters = try declarations.map {
            Parameter(name: $0.name, extents: $0.extents, values: try values($0))
        }
        byName = Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0) })
        self.network = network
    }

    /// The parameter of a name that was declared.
    subscript(name: String) -> Parameter {
        guard let found = byName[name] else { preconditionFailure("no parameter \(name) was declared") }
        return found
    }

    /// Weight and bias of one of the network's layers.
    subscript(layer: ConvolutionLayer) -> (weight: Parameter, bias: Parameter) {
        guard let network else { preconditionFailure("no layers declare these parameters") }
        return (self[layer.weight.of(network.name).name], self[layer.bias.of(network.name).name])
    }

    /// Whether the network has a layer.
    func has(_ layer: ConvolutionLayer) -> Bool {
        network.map { byName[layer.weight.of($0.name).name] != nil } ?? false
    }

    /// The same layers and values under another network's name.
    func copy(named name: String) -> ParameterSet {
        guard let network else { preconditionFailure("no layers declare these parameters") }
        var values = parameters.map(\.array).makeIterator()
        return ParameterSet(NetworkLayers(name, network.layers)) { _ in values.next() ?? [] }
    }

    /// Number of values of all parameters.
    package var count: Int { parameters.reduce(0) { $0 + $1.count } }

    /// As tensors for a file, by name.
    package func stored() -> [(name: String, tensor: StoredTensor)] {
        parameters.map { ($0.name, StoredTensor(shape: $0.extents, values: $0.array)) }
    }
}

/// The layers of one network, in the order of their tensors in a file, and the name that stands before theirs there.
package struct NetworkLayers: Sendable {
    /// For example `actor`.
    let name: String
    let layers: [ConvolutionLayer]
    /// Weight and bias of each layer.
    let parameters: [ParameterDeclaration]

    init(_ name: String, _ layers: [ConvolutionLayer]) {
        self.name = name
        self.layers = layers
        parameters = layers.flatMap { [$0.weight.of(name), $0.bias.of(name)] }
    }
}

/// A parameter that a network needs: its name in files and its extents.
package struct ParameterDeclaration: Sendable, Equatable {
    /// For example `actor.encoder.enc1_1.0.conv_layer.weight`.
    package let name: String
    /// O×I/groups×k×k for weights, O for biases.
    package let extents: [Int]

    /// As a network's own in a file that holds several.
    func of(_ network: String) -> ParameterDeclaration {
        ParameterDeclaration(name: "\(network).\(name)", extents: extents)
    }
}
