import ArgumentParser
import Engine
import Files

/// Imports networks that PyTorch saved, takes the mean of agents, and shortens an agent's steps.
struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import a PyTorch checkpoint as weights, take the mean of weights, or shorten an agent's steps.",
        discussion: """
            An agent:         ministyler convert --actor A.pth.tar --builder B.pth.tar --output W.safetensors
            A loss network:   ministyler convert --loss-network vgg16.pth --calibrate photos --output L.safetensors
            A mean of agents: ministyler convert --average A.safetensors B.safetensors --output W.safetensors
            Shorter steps:    ministyler convert --agent A.safetensors --relaxation-exponent 0.45 --output W.safetensors
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
        help: ArgumentHelp(
            "Weights of an agent that is to have another relaxation exponent; critics, which know other steps, are left "
                + "out.",
            valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var agent: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Weights of agents that were trained on from a common one; their mean, without critics, is an agent too.",
            valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var average: [String] = []

    @Option(
        help: ArgumentHelp(
            "0 to 1: step t of the agent is to go t^-p of the way to the builder's output (default: 0, whole steps; with "
                + "--average what all agents have).",
            valueName: "p"))
    var relaxationExponent: Float?

    @Option(
        help: ArgumentHelp("The safetensors file to write.", valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var output: String

    func validate() throws {
        if let relaxationExponent, !Relaxation.isExponent(relaxationExponent) {
            throw ValidationError("--relaxation-exponent takes a number from 0 to 1, such as 0.45.")
        }
        let sources: [(name: String, isGiven: Bool)] = [
            ("--actor and --builder", actor != nil || builder != nil), ("--loss-network", lossNetwork != nil),
            ("--agent", agent != nil), ("--average", !average.isEmpty),
        ]
        let given = sources.filter(\.isGiven).map(\.name)
        guard let source = given.first else {
            throw ValidationError("Name both --actor and --builder, or --loss-network, --agent or --average.")
        }
        guard given.count == 1 else {
            throw ValidationError("\(given[1]) does not go with \(source); convert one after the other.")
        }
        guard actor == nil ? builder == nil : builder != nil else {
            throw ValidationError("Name both --actor and --builder.")
        }
        guard calibrate == nil || lossNetwork != nil else { throw ValidationError("--calibrate needs --loss-network.") }
        guard average.count != 1 else { throw ValidationError("--average takes two weights files or more.") }
        guard agent == nil || relaxationExponent != nil else {
            throw ValidationError("--agent needs --relaxation-exponent.")
        }
        guard lossNetwork == nil || relaxationExponent == nil else {
            throw ValidationError("--relaxation-exponent is for agents, not for --loss-network.")
        }
    }

    func run() throws {
        var file: TensorFile
        let relaxation = relaxationExponent.map { Relaxation(exponent: $0) }
        if !average.isEmpty {
            file = try AgentAverage.of(average, relaxation: relaxation)
        } else if let agent, let relaxation {
            file = try Agent.weights(of: agent, with: relaxation)
        } else if let lossNetwork {
            let raw = try LossNetworkImport.read(lossNetwork, note: StandardError.note)
            file = try
                (calibrate.map {
                    try raw.calibrated(
                        on: CalibrationImages.read(from: $0, passingOver: { StandardError.note("\($0)") }))
                } ?? raw).stored()
        } else if let actor, let builder {
            file = try AgentImport.read(actor: actor, builder: builder, note: StandardError.note)
            if let relaxation { file.setRelaxation(relaxation) }
        } else {
            preconditionFailure("validate() admits no other combination")
        }
        try Safetensors.write(file, to: output)
        // Not behind the weights.
        guard !OwnDescriptor.isStandardOutput(output) else { return }
        let parameters = file.tensors.values.reduce(0) { $0 + $1.count }
        try StandardOutput.write(line: "\(output): \(file.order.count) tensors, \(parameters.grouped) parameters")
    }
}
