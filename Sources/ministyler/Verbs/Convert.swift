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
            Shorter steps:    ministyler convert --average A.safetensors --relaxation 0.6 --output W.safetensors
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
        help: ArgumentHelp(
            "Step t of the agent is to go t^-p of the way to the builder's output (by default the whole way).",
            valueName: "p"))
    var relaxation: Float?

    @Option(
        help: ArgumentHelp("The safetensors file to write.", valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var output: String

    func validate() throws {
        if let relaxation, !(relaxation >= 0 && relaxation.isFinite) {
            throw ValidationError("--relaxation takes a number from 0 up, such as 0.6.")
        }
        if !average.isEmpty {
            guard actor == nil, builder == nil, lossNetwork == nil, calibrate == nil else {
                throw ValidationError("--average goes with --output alone.")
            }
            guard average.count > 1 || relaxation != nil else {
                throw ValidationError("--average takes two weights files or more.")
            }
        } else if lossNetwork != nil {
            guard relaxation == nil else {
                throw ValidationError("--relaxation is for agents, not for --loss-network.")
            }
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
        var file: TensorFile
        let steps = relaxation.map { Relaxation(exponent: $0) }
        if !average.isEmpty {
            file = try AgentAverage.of(average, relaxation: steps)
        } else if let lossNetwork {
            let raw = try LossNetworkImport.read(lossNetwork)
            file = try (calibrate.map { try raw.calibrated(on: CalibrationImages.read(from: $0)) } ?? raw).stored()
        } else if let actor, let builder {
            file = try AgentImport.read(actor: actor, builder: builder)
            if let steps { file.setRelaxation(steps) }
        } else {
            preconditionFailure("validate() admits no other combination")
        }
        try Safetensors.write(file, to: output)
        let parameters = file.tensors.values.reduce(0) { $0 + $1.count }
        try StandardOutput.write(line: "\(output): \(file.order.count) tensors, \(parameters.grouped) parameters")
    }
}
