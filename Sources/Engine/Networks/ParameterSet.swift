import Files
import Tensors

/// The named parameters of one network, in the order of their declaration.
package final class ParameterSet: Sendable {
    /// All parameters, in order.
    package let parameters: [Parameter]
    private let byName: [String: Parameter]

    /// From what a network declares and a source of values for each.
    init(_ declarations: [ParameterDeclaration], values: (ParameterDeclaration) throws -> [Float]) rethrows {
        parameters = try declarations.map {
            Parameter(name: $0.name, extents: $0.extents, values: try values($0))
        }
        byName = Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0) })
    }

    /// The parameter of a name that the network declared.
    subscript(name: String) -> Parameter {
        guard let found = byName[name] else { preconditionFailure("no parameter \(name) was declared") }
        return found
    }

    /// Number of values of all parameters.
    package var count: Int { parameters.reduce(0) { $0 + $1.count } }

    /// As tensors for a file, by name.
    package func stored() -> [(name: String, tensor: StoredTensor)] {
        parameters.map { ($0.name, StoredTensor(shape: $0.extents, values: $0.array)) }
    }
}

/// A parameter that a network needs: its name in checkpoints and its extents.
package struct ParameterDeclaration: Sendable, Equatable {
    /// For example `actor.encoder.enc1_1.0.conv_layer.weight`.
    package let name: String
    /// O×I/groups×k×k for weights, O for biases.
    package let extents: [Int]

    /// Weights and biases of a convolution called `name`.
    static func convolution(_ name: String, _ inputs: Int, _ outputs: Int, kernel: Int, groups: Int = 1) -> [Self] {
        [
            Self(name: "\(name).conv_layer.weight", extents: [outputs, inputs / groups, kernel, kernel]),
            Self(name: "\(name).conv_layer.bias", extents: [outputs]),
        ]
    }
}
