import ArgumentParser
import Engine
import Files

/// Imports networks that PyTorch saved, and takes the mean of agents.
struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import a PyTorch checkpoint as weights, or take the mean of weights.",
        discussion: """
            An agent:         ministyler convert --actor A.pth.tar --builder B.pth.tar --output W.safetensors
            A loss network:   ministyler convert --loss-network vgg16.pth --calibrate photos --output L.safetensors
            A mean of agents: ministyler convert --average A.safetensors B.safetensors --output W.safetensors
            """)

    @Option(help: ArgumentHelp("The actor's checkpoint.", valueName: "file"), completion: .file())
    var actor: String?

    @Option(help: ArgumentHelp("The builder's checkpoint.", valueName: "file"), completion: .file())
    var builder: String?

    @Option(
        help: ArgumentHelp(
            "A VGG network instead: torchvision's VGG-16 or VGG-19, vgg_normalised, or the stlpips-pytorch trunk.",
            valueName: "file"),
        completion: .file())
    var lossNetwork: String?

    @Option(
        help: ArgumentHelp(
            "Normalise the loss network's features over the photographs of this folder.", valueName: "folder"),
        completion: .directory)
    var calibrate: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Weights of agents that were trained on from a common one; their mean, without critics, is an agent too.",
            valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var average: [String] = []

    @Option(
        help: ArgumentHelp("The safetensors file to write.", valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var output: String

    func validate() throws {
        if !average.isEmpty {
            guard actor == nil, builder == nil, lossNetwork == nil, calibrate == nil else {
                throw ValidationError("--average goes with --output alone.")
            }
            guard average.count > 1 else { throw ValidationError("--average takes two weights files or more.") }
        } else if lossNetwork != nil {
            guard actor == nil, builder == nil else {
                throw ValidationError(
                    "--loss-network does not go with --actor and --builder; convert one after the other.")
            }
        } else {
            guard calibrate == nil else { throw ValidationError("--calibrate needs --loss-network.") }
            guard actor != nil, builder != nil else {
                throw ValidationError("Name both --actor and --builder, or --loss-network, or --average.")
            }
        }
    }

    func run() throws {
        let file: TensorFile
        if !average.isEmpty {
            file = try AgentAverage.of(average)
        } else if let lossNetwork {
            let raw = try LossNetworkImport.read(lossNetwork)
            file = try (calibrate.map { try raw.calibrated(on: CalibrationImages.read(from: $0)) } ?? raw).stored()
        } else if let actor, let builder {
            file = try AgentImport.read(actor: actor, builder: builder)
        } else {
            preconditionFailure("validate() admits no other combination")
        }
        try Safetensors.write(file, to: output)
        let parameters = file.tensors.values.reduce(0) { $0 + $1.count }
        try StandardOutput.write(line: "\(output): \(file.order.count) tensors, \(parameters.grouped) parameters")
    }
}
