import Engine
import Screens

/// The lines of the form that starts a training run, top to bottom: the options of `ministyler train`.
enum TrainingField: String, CaseIterable, Sendable {
    case content
    case style
    case folder
    case lossNetwork
    case initialWeights
    case updates
    case checkpointInterval
    case batch
    case crop
    case preset
    case precision
    case learning
    case contrastive
    case lossWeights
    case seed
    case others

    /// The name in front of the field.
    var title: String {
        switch self {
        case .content: "Contents"
        case .style: "Styles"
        case .folder: "Run folder"
        case .lossNetwork: "Loss network"
        case .initialWeights: "Start from"
        case .updates: "Updates"
        case .checkpointInterval: "Checkpoint every"
        case .batch: "Batch"
        case .crop: "Crop"
        case .preset: "Preset"
        case .precision: "Precision"
        case .learning: "Learning"
        case .contrastive: "Contrastive loss"
        case .lossWeights: "Loss weights"
        case .seed: "Seed"
        case .others: "Other options"
        }
    }

    /// A sentence about the field in focus.
    var explanation: String {
        switch self {
        case .content: "A folder of photographs."
        case .style: "A folder of paintings."
        case .folder: "A new folder; all of the run is kept in it."
        case .lossNetwork: "The network that measures content and style, made by convert --loss-network."
        case .initialWeights: "Weights of an agent to go on from."
        case .updates: "How many updates to make; the learning rates fall towards them."
        case .checkpointInterval: "Updates between two checkpoints; a crash loses no more than these."
        case .batch: "Images of an update, at least 2; 4 with painting, else 8."
        case .crop: "Side of the square crops in pixels, a multiple of 4, at least 64."
        case .preset:
            "painting: goes on from the program's own agent. standard: its defaults from random weights. paper, released: the paper's "
                + "values, the authors' code."
        case .precision: "What convolutions multiply in; the faster one is found by trying."
        case .learning: "Without rewards, actor and builder learn from the losses alone."
        case .contrastive: "What the contrastive loss compares: all levels, or the deep ones."
        case .lossWeights:
            "Fixed weights of content, style and contrastive loss, such as 1,3,3; painting has 0,1,0, the others learn them."
        case .seed: "The same seed draws the same pictures, crops and actions."
        case .others: "Any other option of train as on the command line, such as --set actorRate=0.0002."
        }
    }

    /// What an empty field means.
    var placeholder: String {
        switch self {
        case .content, .style, .folder: "a folder"
        case .lossNetwork: "the one that comes with the program"
        case .initialWeights: "the program's own agent with painting, else random"
        case .batch, .lossWeights: "the preset's"
        case .updates: "until stopped"
        case .others: "none"
        default: ""
        }
    }

    /// Whether it holds the path of a file or folder.
    var isPath: Bool {
        switch self {
        case .content, .style, .folder, .lossNetwork, .initialWeights: true
        default: false
        }
    }

    /// What can be chosen; empty for a field that is typed into.
    var choices: [String] {
        switch self {
        case .preset: ["painting", "standard", "paper", "released"]
        case .precision: ["the faster"] + Precision.allCases.map(\.rawValue)
        case .learning: ["with rewards", "without"]
        case .contrastive: ["hierarchical", "deep"]
        default: []
        }
    }

    /// What the field says before anything is typed.
    var standard: String {
        switch self {
        case .checkpointInterval: "500"
        case .batch: ""
        case .crop: "256"
        case .seed: "1"
        default: choices.first ?? ""
        }
    }
}
