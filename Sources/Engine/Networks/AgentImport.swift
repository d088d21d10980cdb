import Files

/// Makes an agent's weights from the two checkpoints of the PyTorch implementation.
///
/// A checkpoint's `encoder.enc1_1.0.conv_layer.weight` becomes `actor.encoder.enc1_1.0.conv_layer.weight`; values stay as
/// they are, in the order O×I×k×k.
package enum AgentImport {
    /// Reads the checkpoints of actor and builder and checks that they hold every tensor of the networks and no other.
    ///
    /// - Parameter note: told, in a sentence, what was taken off the names of a checkpoint.
    /// - Returns: what a weights file holds, float32, with its origin as metadata.
    /// - Throws: `FileError`, or `EngineError.failed` naming the tensors that are wrong.
    package static func read(
        actor: String, builder: String, note: (String) -> Void = { _ in }
    ) throws -> TensorFile {
        var result = TensorFile(metadata: [
            "kind": "agent", "origin": "PyTorch checkpoints", "version": Version.current,
        ])
        for (network, path) in [(Actor.network, actor), (Builder.network, builder)] {
            let known = Set(network.checkpointKeys)
            let checkpoint = try PyTorchCheckpoint.unwrapped(path, finding: known.contains, note: note)
            for (name, tensor) in try tensors(of: network, in: checkpoint, path: path) { result[name] = tensor }
            result.metadata["\(network.name)-source"] = path.split(separator: "/").last.map(String.init) ?? path
            result.metadata["\(network.name)-source-sha256"] = try SHA256Digest.hexadecimal(ofFile: path)
        }
        return result
    }

    /// The tensors of one network under the names of a weights file.
    private static func tensors(of network: NetworkLayers, in checkpoint: TensorFile, path: String) throws
        -> [(name: String, tensor: StoredTensor)]
    {
        let keys = network.checkpointKeys
        var problems: [String] = []
        let missing = keys.filter { checkpoint[$0] == nil }
        if missing.count == keys.count { throw notTheNetwork(network, checkpoint, path: path) }
        if !missing.isEmpty { problems.append("it lacks \(listed(missing))") }
        let unexpected = checkpoint.order.filter { !keys.contains($0) }
        if !unexpected.isEmpty { problems.append("it holds \(listed(unexpected)) besides") }
        var result: [(name: String, tensor: StoredTensor)] = []
        var misshapen: [String] = []
        var broken: [String] = []
        for (key, declaration) in zip(keys, network.parameters) {
            guard let stored = checkpoint[key] else { continue }
            if stored.shape != declaration.extents {
                misshapen.append("\(key) (\(stored.shape), expected \(declaration.extents))")
                continue
            }
            let values = stored.values
            if !values.allSatisfy(\.isFinite) { broken.append(key) }
            result.append((declaration.name, StoredTensor(shape: stored.shape, values: values)))
        }
        if !misshapen.isEmpty { problems.append("another shape than expected has \(listed(misshapen))") }
        if !broken.isEmpty { problems.append("values that are not finite are in \(listed(broken))") }
        guard problems.isEmpty else {
            throw EngineError.failed(
                "\(path) is no checkpoint of the \(network.name): \(problems.joined(separator: "; ")).")
        }
        return result
    }

    private static func notTheNetwork(
        _ network: NetworkLayers, _ checkpoint: TensorFile, path: String
    ) -> EngineError {
        let other = network.name == Actor.network.name ? Builder.network : Actor.network
        let others = Set(other.checkpointKeys)
        if checkpoint.order.contains(where: { others.contains($0) }) {
            return .failed(
                "\(path) is a checkpoint of the \(other.name), not of the \(network.name): swap the two files.")
        }
        return .failed(
            "\(path) is no checkpoint of the \(network.name): none of its tensors is there, only \(listed(checkpoint.order))."
        )
    }

    /// The first three names and how many more there are.
    private static func listed(_ names: [String]) -> String {
        let shown = names.prefix(3).joined(separator: ", ")
        return names.count > 3 ? "\(shown) and \(names.count - 3) more" : shown
    }
}

extension NetworkLayers {
    /// What a checkpoint of this network alone calls its `parameters`, in the same order.
    fileprivate var checkpointKeys: [String] { layers.flatMap { [$0.weight.name, $0.bias.name] } }
}
