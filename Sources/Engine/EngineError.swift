/// What can go wrong in the engine through no fault of the program: one sentence that names the thing and the remedy.
package enum EngineError: Error, CustomStringConvertible, Equatable {
    /// A weights file lacks networks, or has a tensor of another name or shape.
    case unsuitableWeights(path: String, problem: String)
    /// An image is too small or too large for the networks.
    case unsuitableImage(problem: String)
    /// Something else, said in full.
    case failed(String)

    /// One sentence that names the thing and the remedy.
    package var description: String {
        switch self {
        case .unsuitableWeights(let path, let problem): "\(path) does not hold an agent's weights: \(problem)."
        case .unsuitableImage(let problem): problem
        case .failed(let sentence): sentence
        }
    }
}
