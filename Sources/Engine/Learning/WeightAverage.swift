import CKernels
import Files
import Tensors

/// A moving average of actor and builder over updates: smoother than any single moment of training, and what a run ships.
final class WeightAverage {
    private let sources: [Parameter]
    private var averages: [Tensor]
    let rate: Float

    init(_ sources: [Parameter], rate: Float) {
        self.sources = sources
        self.rate = rate
        averages = sources.map { Tensor(planar: $0.array, shape: Shape(1, $0.count)) }
    }

    /// average += rate·(weights − average), faster at the beginning so that the start is soon forgotten.
    func update(after updates: Int) {
        let warm = max(rate, 1 / Float(updates + 1) * 10)
        for (average, source) in zip(averages, sources) {
            ms_average(average.values, source.values, min(1, warm), average.count)
        }
    }

    /// Adds the averages to a file, their names behind `prefix`.
    func store(into file: inout TensorFile, prefix: String = "") {
        for (average, source) in zip(averages, sources) {
            file[prefix + source.name] = StoredTensor(shape: source.extents, values: average.planarValues())
        }
    }

    /// Takes back what `store` wrote; what is missing starts from the present weights.
    func restore(from file: TensorFile, prefix: String, path: String) throws {
        for (index, source) in sources.enumerated() {
            let values = file[prefix + source.name]?.values ?? source.array
            guard values.count == source.count else {
                throw EngineError.unsuitableWeights(
                    path: path, problem: "the checkpoint's \(prefix)\(source.name) has another size")
            }
            averages[index] = Tensor(planar: values, shape: Shape(1, source.count))
        }
    }
}
