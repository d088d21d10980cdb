import Files

/// Mean of agents' weights ("model soup", Wortsman et al. 2022): agents trained on from a common one differ little enough
/// that the mean of their weights is an agent between them, in some measures ahead of all.
package enum AgentAverage {
    /// The mean of actor and builder, each tensor by itself. Critics are left out: they know one agent.
    ///
    /// - Parameters:
    ///   - paths: at least one weights file.
    ///   - relaxation: of the mean's steps; nil takes what all the agents have.
    /// - Returns: what a weights file holds, with the sources as metadata.
    /// - Throws: as `Agent.load`, and `EngineError.failed` where none is given and theirs differ.
    package static func of(_ paths: [String], relaxation: Relaxation? = nil) throws -> TensorFile {
        precondition(!paths.isEmpty, "a mean of nothing")
        let agents = try paths.map { try Agent.load($0) }
        let first = agents[0].relaxation
        if relaxation == nil, let other = agents.firstIndex(where: { $0.relaxation != first }) {
            throw EngineError.failed(
                "\(paths[0]) has the relaxation exponent \(first.exponent) and \(paths[other]) "
                    + "\(agents[other].relaxation.exponent); say with --relaxation-exponent which the mean is to have.")
        }
        var result = TensorFile(metadata: [
            "kind": "agent", "origin": "mean of weights", "version": Version.current,
            "sources": paths.map { $0.split(separator: "/").last.map(String.init) ?? $0 }.joined(separator: ", "),
            "sources-sha256": agents.map(\.sha256).joined(separator: ", "),
        ])
        result.setRelaxation(relaxation ?? first)
        let parameters = agents.map { $0.actor.parameters.parameters + $0.builder.parameters.parameters }
        let share = 1 / Double(agents.count)
        for (index, parameter) in parameters[0].enumerated() {
            var sums = [Double](repeating: 0, count: parameter.count)
            for agent in parameters {
                for (i, value) in agent[index].array.enumerated() { sums[i] += share * Double(value) }
            }
            result[parameter.name] = StoredTensor(shape: parameter.extents, values: sums.map { Float($0) })
        }
        return result
    }
}
