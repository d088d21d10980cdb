import ArgumentParser
import Engine
import Terminal

/// The explorer, which is what the program opens without a verb.
struct Explore: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Open the explorer: step, scrub, compare and export in the terminal.",
        discussion: """
            A PNG that this program exported reopens its session.
            """)

    @Argument(help: "The image to stylize.", completion: .file())
    var content: String?

    @Argument(help: "The image whose style is taken.", completion: .file())
    var style: String?

    @OptionGroup
    var weights: WeightsOption

    @Option(help: "What convolutions multiply in; bf16 is faster on processors with instructions for it.")
    var precision = Precision.float32

    @Option(help: "How pictures are shown.")
    var graphics = GraphicsRequest.auto

    func validate() throws { try precision.validate() }

    func run() throws {
        try ExplorerApplication.run(
            content: content, style: style, weights: weights.path, precision: precision, graphics: graphics)
    }
}

extension GraphicsRequest: ExpressibleByArgument {}
