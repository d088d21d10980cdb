import ArgumentParser
import Engine

/// `--weights`, for every verb that needs an agent.
struct WeightsOption: ParsableArguments {
    @Option(
        name: .customLong("weights"),
        help: ArgumentHelp(
            "The agent's weights, a safetensors file (default: the ones that come with the program).",
            valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var path: String?

    /// Loads the weights named, else the ones that come with the program.
    func agent(precision: Precision = .float32) throws -> Agent {
        guard let path = path ?? Agent.defaultWeightsPath() else {
            throw CommandError(
                "The weights that come with the program are missing: name a file with --weights, make one from a PyTorch "
                    + "checkpoint with `ministyler convert`, or train one with `ministyler train`.")
        }
        return try Agent.load(path, precision: precision)
    }
}
