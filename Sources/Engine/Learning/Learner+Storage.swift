import Files
import Foundation
import Tensors

/// A learner's whole state as tensors, for checkpoints: networks, targets, moments, σ, log α, counters.
extension Learner {
    private var optimizers: [Adam] { [actorOptimizer, builderOptimizer] + criticOptimizers }

    private var allParameters: [Parameter] {
        actor.parameters.parameters + builder.parameters.parameters
            + (critics + targets).flatMap(\.parameters.parameters)
    }

    /// Adds everything to a file; the inverse of `restore`.
    func store(into file: inout TensorFile) {
        for parameter in allParameters {
            file[parameter.name] = StoredTensor(shape: parameter.extents, values: parameter.array)
        }
        for (name, moments) in optimizers.flatMap(\.moments).sorted(by: { $0.key < $1.key }) {
            file["moment1." + name] = StoredTensor(shape: [moments.first.count], values: moments.first.planarValues())
            file["moment2." + name] = StoredTensor(shape: [moments.second.count], values: moments.second.planarValues())
            file["steps." + name] = StoredTensor(shape: [1], integers: [Int64(moments.steps)])
        }
        file["weighting"] = StoredTensor(shape: [3], values: weighting.parameters)
        file["log-alpha"] = StoredTensor(shape: [1], values: [logAlpha])
        file["updates"] = StoredTensor(shape: [1], integers: [Int64(updates)])
        file.metadata["weighting-optimizer"] = Self.text(weightingOptimizer)
        file.metadata["temperature-optimizer"] = Self.text(temperatureOptimizer)
    }

    /// Takes everything back from a file that `store` filled.
    ///
    /// - Throws: `EngineError.unsuitableWeights` where something is missing or of another shape.
    func restore(from file: TensorFile, path: String) throws {
        let problem = { (name: String) in
            EngineError.unsuitableWeights(path: path, problem: "the checkpoint's \(name) is missing or damaged")
        }
        for parameter in allParameters {
            guard let stored = file[parameter.name], stored.shape == parameter.extents else {
                throw problem(parameter.name)
            }
            parameter.assign(stored.values)
        }
        for optimizer in optimizers {
            for parameter in optimizer.parameters {
                guard let first = file["moment1." + parameter.name] else { continue }
                guard let second = file["moment2." + parameter.name],
                    let steps = file["steps." + parameter.name]?.integers,
                    first.count == parameter.count, second.count == parameter.count, let count = steps.first,
                    Self.isCount(count)
                else { throw problem("moments of " + parameter.name) }
                optimizer.restore(parameter.name, first: first.values, second: second.values, steps: Int(count))
            }
        }
        guard let sigma = file["weighting"]?.values, sigma.count == 3, let alpha = file["log-alpha"]?.values.first,
            let count = file["updates"]?.integers?.first, Self.isCount(count),
            let weightingState = Self.scalarAdam(file.metadata["weighting-optimizer"]),
            let temperatureState = Self.scalarAdam(file.metadata["temperature-optimizer"]),
            Self.isState(weightingState, of: 3), Self.isState(temperatureState, of: 1)
        else { throw problem("counters") }
        weighting.parameters = sigma
        logAlpha = alpha
        updates = Int(count)
        weightingOptimizer = weightingState
        temperatureOptimizer = temperatureState
    }

    /// Whether a number of a file can be one of steps or updates.
    private static func isCount(_ number: Int64) -> Bool { (0...Int64(TrainingOptions.greatestCount)).contains(number) }

    private static func isState(_ optimizer: ScalarAdam, of count: Int) -> Bool {
        optimizer.first.count == count && optimizer.second.count == count && isCount(Int64(optimizer.steps))
    }

    private static func text(_ optimizer: ScalarAdam) -> String {
        // Doubles round-trip through JSON exactly.
        (try? JSONEncoder().encode(optimizer)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    private static func scalarAdam(_ text: String?) -> ScalarAdam? {
        text.flatMap { try? JSONDecoder().decode(ScalarAdam.self, from: Data($0.utf8)) }
    }
}
